import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * What the doc comments of the contracts say, by class and property. The comments are gone at run time, so the generator
 * reads them where they stand.
 * @returns {Map<string, { text?: string, parent?: string, properties: Map<string, string> }>}
 */
export function commentsIn(dir) {
  const classes = new Map();
  for (const file of typescriptFiles(dir)) {
    const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true);
    source.forEachChild((node) => {
      if (ts.isClassDeclaration(node) && node.name) classes.set(node.name.text, about(node));
    });
  }
  return classes;
}

/** The comment of a property, looked for in the class and in those that it extends. */
export function commentOf(classes, name, property) {
  for (let one = classes.get(name); one; one = classes.get(one.parent ?? '')) {
    const text = one.properties.get(property);
    if (text) return text;
  }
  return undefined;
}

/** The comment of a class; of an event that has none, the comment of the state that it carries. */
export function commentOfClass(classes, name) {
  for (let one = classes.get(name); one; one = classes.get(one.parent ?? '')) if (one.text) return one.text;
  return undefined;
}

function about(node) {
  const heritage = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const properties = new Map();
  for (const member of node.members) {
    const text = ts.isPropertyDeclaration(member) ? textOf(member) : undefined;
    if (text) properties.set(member.name.getText(), text);
  }
  return { text: textOf(node), parent: heritage?.types[0]?.expression.getText(), properties };
}

/** The comment's words, on one line, without links' braces. */
function textOf(node) {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = comment && ts.getTextOfJSDocComment(comment.comment);
  return text?.replace(/\{@link (\w+)\}/g, '$1').replace(/\s+/g, ' ').trim();
}

function typescriptFiles(dir) {
  return fs
    .readdirSync(dir, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .sort()
    .map((name) => path.join(dir, name));
}
