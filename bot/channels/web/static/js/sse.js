// Cuts a stream of text into server-sent events.

export function createParser(onEvent) {
  let rest = "";
  let event = { type: "message", data: [], id: null };

  function line(text) {
    if (text === "") {
      if (event.data.length) onEvent({ type: event.type, id: event.id, data: event.data.join("\n") });
      event = { type: "message", data: [], id: null };
      return;
    }
    const colon = text.indexOf(":");
    if (colon === 0) return; // a comment, sent to keep the connection open
    const name = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (name === "event") event.type = value;
    else if (name === "data") event.data.push(value);
    else if (name === "id") event.id = value;
  }

  return function feed(chunk) {
    rest += chunk;
    let cut = /\r\n|\n|\r(?=[^\n])/.exec(rest);
    while (cut) {
      line(rest.slice(0, cut.index));
      rest = rest.slice(cut.index + cut[0].length);
      cut = /\r\n|\n|\r(?=[^\n])/.exec(rest);
    }
  };
}
