// Documents of the corpus, read-only, as the server has them: `nigao-corpus:…`.

import type { TextDocumentContentProvider, Uri } from "vscode";

export const SCHEME = "nigao-corpus";

/** @param ask asks the server for the text of a document; undefined while there is none */
export function corpusDocuments(ask: (uri: Uri) => Promise<{ text: string } | null | undefined>): TextDocumentContentProvider {
  return {
    async provideTextDocumentContent(uri: Uri): Promise<string> {
      const document = await ask(uri);
      if (!document) throw new Error("语料里没有这份文件");
      return document.text;
    },
  };
}
