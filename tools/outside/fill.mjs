/** A template's text with its variables filled in; undefined when one is missing. */
export function fill(text, valueOf) {
  let missing = false;
  const filled = text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = valueOf(name);
    if (typeof value !== 'string' || value === '') missing = true;
    return value;
  });
  return missing ? undefined : filled;
}
