"""The sentences the gateway says by itself; everything else comes from Rasa or from staff."""

EMERGENCY = (
    "Nếu Anh/Chị hoặc người khác đang bị đe dọa, hành hung hay giữ lại, xin gọi ngay 113 (Công an). "
    "Không gọi được 113: gọi Công an xã, phường hoặc nhờ người ở gần gọi giúp. "
    "Cần cấp cứu y tế, xin gọi 115. Khi đã an toàn, Anh/Chị có thể nhắn tiếp tại đây."
)
HELD = (
    "Hệ thống đang gặp sự cố. Tin nhắn của Anh/Chị đã được giữ và sẽ được trả lời khi hệ thống hoạt động lại."
)
NOT_UNDERSTOOD = "Xin lỗi Anh/Chị, hệ thống không xử lý được tin nhắn vừa rồi. Anh/Chị vui lòng diễn đạt lại."
GIVEN_UP = (
    "Tin nhắn vừa rồi chưa xử lý được dù tôi đã thử nhiều lần. "
    "Nội dung vẫn được giữ. Anh/Chị giúp nhắn lại bằng câu khác."
)

# Someone else may see the screen: what is written on must not be told.
REMINDER = (
    "Anh/Chị còn một nội dung viết dở ở đây và có thể viết tiếp bất cứ lúc nào. "
    "Không muốn tiếp, Anh/Chị nhắn “dừng”. "
    "Nội dung này tự xóa sau {days} ngày kể từ tin nhắn cuối."
)
REMINDER_CHOICES = (("Viết tiếp", "tiếp tục"), ("Dừng", "dừng"))  # title, what it types
DRAFT_EXPIRED = (
    "Nội dung viết dở của Anh/Chị đã được xóa sau {days} ngày không có tin nhắn. "
    "Khi cần, Anh/Chị viết lại tại đây."
)

STAFF_WROTE = "Cán bộ nhắn về hồ sơ {code}:\n\n{text}"
ANSWER_STAFF = "Trả lời"

EDIT_NOT_TAKEN = (
    "Tin nhắn sửa lại trên điện thoại chưa được ghi nhận. "
    "Anh/Chị giúp nhắn một tin mới với nội dung đúng, ví dụ: “nhầm, ngày 15/10”."
)
PLACE = "vị trí trên bản đồ {latitude}, {longitude}"  # a position that was shared, as an answer in words
COMMANDS = {
    "start": "xin chào",
    "help": "trợ giúp",
    "stop": "dừng",
    "cancel": "dừng",
}  # as one would type them

RECEIPT_HIDDEN = "[mã biên nhận đã ẩn]"  # what the transcript shows in place of a receipt the user typed

# Why a message was not taken in. Keys are the `reason` of MessageRefusedError.
REFUSALS = {
    "empty": "Tin nhắn trống. Anh/Chị vui lòng nhập nội dung hoặc chọn tệp.",
    "text_too_long": "Tin nhắn quá dài (tối đa {limit} ký tự). Anh/Chị vui lòng chia thành nhiều tin.",
    "button_unknown": "Lựa chọn này không còn hiệu lực. Anh/Chị vui lòng nhập câu trả lời.",
    "file_empty": "Tệp “{name}” không có nội dung nên chưa được nhận.",
    "file_too_large": "Tệp “{name}” quá lớn (tối đa 20 MB) nên chưa được nhận.",
    "file_type": (
        "Tệp “{name}” không thuộc loại được nhận. Anh/Chị có thể gửi ảnh, video, ghi âm, "
        "PDF, Word, Excel hoặc tệp văn bản."
    ),
    "too_many_files": "Mỗi lần chỉ gửi được tối đa {limit} tệp. Anh/Chị vui lòng chia thành nhiều lần.",
}

# `detail` of problem answers, for whoever uses the web chat.
PROBLEMS = {
    "bad-request": "Yêu cầu không đọc được.",
    "unauthorized": "Cuộc trò chuyện không còn trên thiết bị này. Vui lòng bắt đầu cuộc mới.",
    "not-found": "Không có trang này.",
    "method-not-allowed": "Cách gọi này không được hỗ trợ.",
    "too-large": "Nội dung gửi lên quá lớn (tối đa 10 tệp, mỗi tệp 20 MB).",
    "invalid": "Nội dung gửi lên chưa hợp lệ.",
    "too-many-requests": "Có quá nhiều yêu cầu từ mạng này. Vui lòng thử lại sau ít phút.",
    "unavailable": "Hệ thống tạm thời chưa nhận được. Vui lòng thử lại sau ít giây.",
    "internal-error": "Hệ thống gặp lỗi. Vui lòng thử lại sau ít giây.",
}
