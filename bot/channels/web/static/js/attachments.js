// Files chosen for the next message: checked, listed, removable.

import { size } from "./dates.js";
import { button, element, icon } from "./elements.js";
import { FILE_TYPES, LARGEST_FILE, MOST_FILES } from "./limits.js";
import { texts } from "./texts.js";

const endings = Object.keys(FILE_TYPES).reduce((all, kind) => all.concat(FILE_TYPES[kind]), []);

function problem(file) {
  const ending = file.name.split(".").pop().toLowerCase();
  if (!endings.includes(ending)) return texts.fileWrongType(file.name);
  if (file.size > LARGEST_FILE) return texts.fileTooLarge(file.name, size(LARGEST_FILE));
  if (file.size === 0) return texts.fileEmpty(file.name);
  return null;
}

// Only what every browser can draw; others get the symbol of a file.
export function preview(file) {
  return /^image\/(jpeg|png|gif|webp)$/.test(file.type) ? URL.createObjectURL(file) : null;
}

export function createAttachments({ list, input, opener, onProblem, announce }) {
  let chosen = [];

  function chip(file) {
    const address = preview(file);
    const made = element("li", "chip");
    if (address) {
      const image = element("img", "preview");
      image.alt = "";
      image.src = address;
      made.append(image);
    } else {
      made.append(icon("file"));
    }
    const remove = button("round", () => {
      if (address) URL.revokeObjectURL(address);
      chosen = chosen.filter((other) => other !== file);
      made.remove();
      list.hidden = chosen.length === 0;
      opener.focus();
    });
    remove.setAttribute("aria-label", texts.removeFile(file.name));
    remove.append(icon("remove"));
    made.append(element("span", "", texts.attachment(file.name, size(file.size))), remove);
    return made;
  }

  function add(files) {
    const problems = [];
    files.forEach((file) => {
      const trouble = chosen.length >= MOST_FILES ? texts.tooManyFiles(MOST_FILES) : problem(file);
      if (trouble) {
        if (!problems.includes(trouble)) problems.push(trouble);
        return;
      }
      chosen.push(file);
      list.append(chip(file));
      announce(texts.fileAdded(file.name));
    });
    list.hidden = chosen.length === 0;
    onProblem(problems.join(" "));
  }

  input.accept = endings.map((ending) => `.${ending}`).join(",");
  opener.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    add(Array.from(input.files));
    input.value = ""; // the same file may be chosen again
  });

  return {
    add,
    count: () => chosen.length,
    // Hands the files over and empties the list.
    take() {
      const taken = chosen;
      chosen = [];
      Array.from(list.querySelectorAll("img")).forEach((image) => URL.revokeObjectURL(image.src));
      list.textContent = "";
      list.hidden = true;
      return taken;
    },
  };
}
