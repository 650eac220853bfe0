/** bpmn-js and dmn-js ask for the pad in a way that their own library complains of, at every menu. */
export function quietPad(pad) {
  pad.getPad = (target) => ({ html: pad._current?.html ?? pad._createHtml(target) });
}
