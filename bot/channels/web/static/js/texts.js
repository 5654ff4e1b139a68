// Every sentence the scripts show. The words of the page itself are in index.html.

export const texts = {
  title: "Đường dây nóng báo chí tỉnh Lai Châu",
  unread: (count) => `(${count}) Tin nhắn mới`,

  senders: {
    user: "Anh/Chị",
    bot: "Trợ lý tự động",
    staff: "Cán bộ đường dây nóng",
    system: "Thông báo",
  },
  erased: "(Nội dung đã được xóa)",
  choices: "Chọn câu trả lời",
  today: "Hôm nay",
  yesterday: "Hôm qua",

  sending: "Đang gửi…",
  uploading: (percent) => `Đang tải tệp lên ${percent}%`,
  uploadProgress: "Phần đã tải lên",
  waiting: "Chưa gửi được, sẽ tự gửi lại",
  behind: "Đang chờ gửi",
  sent: "Đã gửi",
  refused: "Không gửi được",
  retry: "Thử lại",
  remove: "Bỏ tin",
  edit: "Sửa lại",

  refusals: {
    tooLarge: "Tin hoặc tệp quá lớn.",
    wrongType: "Loại tệp này không nhận được.",
    filesLost: "Trình duyệt không giữ được tệp. Hãy chọn lại tệp và gửi lại.",
    oldButton: "Nút này thuộc cuộc trò chuyện cũ.",
    other: "Hệ thống không nhận tin này. Hãy sửa lại rồi gửi.",
  },

  offline: "Mất mạng. Tin nhắn được giữ trên máy này và tự gửi khi có mạng.",
  reconnecting: "Đang kết nối lại…",
  online: "Đã kết nối lại.",
  slow: "Đã nhận tin. Hệ thống trả lời chậm hơn thường lệ; câu trả lời sẽ hiện ở đây.",
  human: "Cán bộ đường dây nóng đang trực tiếp trả lời anh/chị.",
  backToBot: "Trợ lý tự động tiếp tục trả lời.",
  renewed:
    "Cuộc trò chuyện cũ đã hết hạn hoặc đã được xóa. Đây là cuộc trò chuyện mới; phần anh/chị đang viết vẫn còn.",
  notKept: "Trình duyệt không cho lưu trên máy này: nếu tải lại trang, cuộc trò chuyện sẽ mất.",

  counter: (left) => (left >= 0 ? `Còn ${left} ký tự` : `Dài quá ${-left} ký tự`),
  tooLong: (limit) =>
    `Tin dài quá ${limit.toLocaleString("vi-VN")} ký tự. Hãy chia thành nhiều tin hoặc gửi dưới dạng tệp.`,

  attachment: (name, size) => `${name} (${size})`,
  removeFile: (name) => `Bỏ tệp ${name}`,
  fileAdded: (name) => `Đã thêm tệp ${name}.`,
  tooManyFiles: (most) => `Mỗi tin gửi được nhiều nhất ${most} tệp. Các tệp còn lại chưa được thêm.`,
  fileTooLarge: (name, most) => `Tệp “${name}” lớn quá ${most}. Hãy chọn tệp nhỏ hơn.`,
  fileEmpty: (name) => `Tệp “${name}” không có nội dung.`,
  fileWrongType: (name) => `Không nhận loại tệp của “${name}”. Hãy gửi ảnh, PDF, Word, Excel, ghi âm hoặc video.`,

  copyTicket: "Sao chép mã phản ánh",
  copyReceipt: "Sao chép mã biên nhận",
  copyBoth: "Sao chép cả hai mã",
  copy: "Sao chép",
  copyContact: (text) => `Sao chép ${text}`,
  copied: "Đã sao chép",
  copyFailed: "Không sao chép được. Hãy ghi lại hoặc chụp màn hình.",
};
