// The few words that scripts say themselves, in the language of the page.
export function say(chinese, english) {
  return document.documentElement.lang === 'en' ? english : chinese;
}
