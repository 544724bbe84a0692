// Both languages, and which one is shown.
const WORDS = {
  ja: {
    overview: "概要", search: "検索", searchHint: "文書・記録を検索 ( / )", language: "English", help: "キー操作", close: "閉じる",
    print: "印刷", back: "← 概要", next: "次の文書", previous: "前の文書",
    documents: "文書", pages: "ページ", items: "項目", plans: "計画", results: "実績",
    evaluations: "評価", unassigned: "未割当", coverage: "網羅率", warnings: "注意", status: "状態", forms: "様式",
    cities: "団体", yearsByCity: "年度 × 団体（記録の数）", worstFirst: "文書（網羅率の低い順）", characters: "文字の内訳",
    byCoverage: "網羅率ごとの文書数", title: "文書名", noCity: "（団体名なし）", noTitle: "（表題なし）", matches: "一致", none: "該当なし",
    assignedPart: "記録", labelsPart: "見出し語", furniturePart: "ページ番号など", unassignedPart: "未割当", under: "80 % 未満",
    ok: "正常", partial: "一部欠落", failed: "失敗", crashed: "異常終了", timeout: "時間切れ", out_of_memory: "メモリ不足", skipped: "対象外",
    page: "ページ", missing: "原本が見つかりません。--source DIR で場所を指定すると、ページを表示できます。",
    changed: "同じ名前のファイルがありますが、変換時の内容と異なるため表示しません。",
    scan: "スキャン画像：文字情報がないため読み取っていません。", blank: "このページには文字がありません。",
    no_rulings: "罫線が多すぎるため、文字だけを表示しています。", cut: "文字が多すぎるため、一部だけを表示しています。",
    sure: "確度", fields: {
      level: "階層", number: "番号", name: "名称", text: "本文", departments: "担当課", background: "現状と課題", purpose: "目的",
      actions: "取組内容", remarks: "備考", attributes: "その他", repeat_of: "再掲元", measure: "指標・内容", period: "時期",
      quantity: "数値", method: "方法", due: "期限", progress: "進捗", plan_id: "対応する計画", criterion: "観点", grade: "評価",
      near: "直前の見出し語", source: "出典",
    },
    tables: { sections: "見出し", items: "項目", plans: "計画", results: "実績", evaluations: "評価", unassigned: "未割当" },
    sorts: {
      schedule: "工程", indicator: "指標", target: "目標", policy: "方針", proposal: "提案", progress: "進捗", completed: "完了",
      ahead: "前倒し", on_track: "予定どおり", delayed: "遅れ", not_started: "未着手", cancelled: "中止", annual: "年度", midterm: "中間",
      final: "最終", opinion: "意見", assessment: "評価", next_steps: "今後の方針", effects: "効果", outlook: "展望", problem: "課題", remark: "備考",
    },
    keys: [["/", "検索"], ["j / k", "次・前の欄"], ["← →", "ページ上で次・前の枠"], ["Enter", "枠と欄の間を移る"], ["u", "次の未割当"],
      ["n / p", "次・前の文書"], ["o, Esc", "概要へ"], ["l", "言語"], ["?", "この一覧"]],
  },
  en: {
    overview: "Overview", search: "Search", searchHint: "Search documents and records ( / )", language: "日本語", help: "Keys", close: "Close",
    print: "Print", back: "← Overview", next: "Next document", previous: "Previous document",
    documents: "Documents", pages: "Pages", items: "Items", plans: "Plans", results: "Results", evaluations: "Evaluations",
    unassigned: "Unassigned", coverage: "Coverage", warnings: "Warnings", status: "Status", forms: "Forms",
    cities: "City", yearsByCity: "Fiscal years × cities (records)", worstFirst: "Documents, lowest coverage first", characters: "What became of the characters",
    byCoverage: "Documents by coverage", title: "Document", noCity: "(no city)", noTitle: "(no title)", matches: "Matches", none: "Nothing found",
    assignedPart: "records", labelsPart: "labels", furniturePart: "page furniture", unassignedPart: "unassigned", under: "below 80 %",
    ok: "ok", partial: "partial", failed: "failed", crashed: "crashed", timeout: "timeout", out_of_memory: "out of memory", skipped: "skipped",
    page: "Page", missing: "The source was not found. Say with --source DIR where it lies, and its pages are shown.",
    changed: "A file of this name is there, but it is not the one that was converted, so it is not shown.",
    scan: "A scanned image: it has no text layer and was not read.", blank: "No text stands on this page.",
    no_rulings: "Too many rulings: only the text is shown.", cut: "Too much text: a part of it is shown.",
    sure: "confidence", fields: {
      level: "Level", number: "Number", name: "Name", text: "Text", departments: "Departments", background: "Background", purpose: "Purpose",
      actions: "Actions", remarks: "Remarks", attributes: "Attributes", repeat_of: "Repeats", measure: "Measure", period: "Period",
      quantity: "Quantity", method: "Method", due: "Due", progress: "Progress", plan_id: "Answers plan", criterion: "Criterion", grade: "Grade",
      near: "Label before it", source: "Source",
    },
    tables: { sections: "Section", items: "Item", plans: "Plan", results: "Result", evaluations: "Evaluation", unassigned: "Unassigned" },
    sorts: {},
    keys: [["/", "search"], ["j / k", "next, previous field"], ["← →", "next, previous box on the page"], ["Enter", "from box to field and back"], ["u", "next unassigned text"],
      ["n / p", "next, previous document"], ["o, Esc", "overview"], ["l", "language"], ["?", "this list"]],
  },
};
let language = (navigator.language || "ja").startsWith("ja") ? "ja" : "en";
const word = (key) => WORDS[language][key] ?? key;
const fieldWord = (key) => WORDS[language].fields[key] ?? key;
const tableWord = (key) => WORDS[language].tables[key] ?? key;
const sortWord = (key) => WORDS[language].sorts[key] ?? key.replaceAll("_", " ");
