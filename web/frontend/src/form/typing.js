// What input methods and copied cells bring along: full-width digits and letters become plain ones,
// and codes and numbers (fields with a pattern) lose their spaces. Runs before form-js reads the key.
const WIDE = /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g;

export function readPlainly(place, form) {
  const isCode = (input) => form.get('formFieldRegistry').getAll()
    .some((field) => field.validate?.pattern && input.id.startsWith(`fjs-form-${form._id}-${field.id}`));
  const tidy = (event) => {
    const input = event.target;
    if (event.isComposing || input.tagName !== 'INPUT' || input.type !== 'text') return;
    const plain = input.value.replace(WIDE, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xFEE0));
    const text = isCode(input) ? plain.replace(/\s+/g, '') : plain;
    if (text === input.value) return;
    const fromEnd = input.value.length - (input.selectionEnd ?? input.value.length);
    input.value = text;
    input.setSelectionRange(text.length - fromEnd, text.length - fromEnd);
    // after a composition form-js has read the wide letters already
    if (event.type === 'compositionend') input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  place.addEventListener('input', tidy, true);
  place.addEventListener('compositionend', tidy, true);
}
