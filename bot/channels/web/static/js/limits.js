// What the server accepts in one message (bot/channels/web), checked here before anything is sent.

export const LONGEST_TEXT = 20000; // code points
export const MOST_FILES = 10;
export const LARGEST_FILE = 20 * 1024 * 1024;

export const FILE_TYPES = {
  image: ["jpg", "jpeg", "jfif", "png", "gif", "webp", "heic", "heif", "avif"],
  document: ["pdf", "doc", "docx", "xls", "xlsx", "txt"],
  audio: ["mp3", "m4a", "aac", "amr", "ogg", "opus", "wav"],
  video: ["mp4", "m4v", "mov", "3gp", "webm"],
};
