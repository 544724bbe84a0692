#!/bin/sh
# Makes corpus/producers: the generator's sheets as PDFs of programs that cities use, so that the reader meets fonts, tags, object streams,
# locks, damage and drawing orders that the generator does not write.
#
#     apt-get install chromium libreoffice-calc libreoffice-writer ghostscript qpdf fonts-ipafont-gothic
#     python3 -m venv venv && venv/bin/pip install typst reportlab
#     PYTHON=$PWD/venv/bin/python scripts/corpus-producers.sh
#
# Chromium, LibreOffice and Ghostscript write dates and ids of their own, so files differ from run to run and from version to version;
# they are kept with their SHA-256 and the command that made them (manifest.toml), and made anew only when the generator's sheets change.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
out=$root/corpus/producers
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -rf "$out"
mkdir -p "$out/documents" "$out/truth"
cd "$work"

corpus_sheet() { "$python" "$root/scripts/corpus_sheet.py" "$@"; }
chromium_pdf() {
    chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer "--user-data-dir=$work/chromium" \
        "--print-to-pdf=$2" "file://$work/$1" 2>/dev/null
}
soffice_pdf() {
    soffice --headless "-env:UserInstallation=file://$work/office" --convert-to "pdf:$1" ${3:+"--infilter=$3"} "$2" >/dev/null 2>&1
}

# sheet LAYOUT FORM: writes LAYOUT.html or LAYOUT.pdf, and its truth as LAYOUT.FORM.json.
sheet() {
    (cd "$root" && cargo run --quiet --example corpus -- --seed 7 --layout "$1" --form "$2" --out "$work/drawn" >/dev/null)
    mv drawn/documents/* "$1.$2"
    mv drawn/truth/* "$1.$2.json"
}

# made NAME COMMAND: runs the command, which writes NAME.pdf, and notes it.
made() {
    eval "$2"
    mv "$1.pdf" "$out/documents/"
    {
        echo
        echo "[[document]]"
        echo "file = \"$1.pdf\""
        echo "sha256 = \"$(sha256sum "$out/documents/$1.pdf" | cut -d ' ' -f 1)\""
        echo "command = '''$2'''"
    } >>"$out/manifest.toml"
}

# with_truth SHEET NAME COMMAND: a document that says all that the sheet says.
with_truth() {
    made "$2" "$3"
    sed "s/\"file\": \"[^\"]*\"/\"file\": \"$2.pdf\"/" "$1.json" >"$out/truth/$2.json"
}

# without_truth SAYS STATUS NAME COMMAND: a document of which the text cannot be had, and what its row in a dataset must say; a status of
# "any" is left open.
without_truth() {
    made "$3" "$4"
    printf 'says = "%s"\n' "$1" >>"$out/manifest.toml"
    [ "$2" = any ] || printf 'status = "%s"\n' "$2" >>"$out/manifest.toml"
}

{
    echo "# Written by scripts/corpus-producers.sh, where the names in the commands are explained."
    echo
    echo "[made_with]"
    echo "chromium = \"$(chromium --version 2>/dev/null | cut -d ' ' -f 2)\""
    echo "libreoffice = \"$(soffice --version 2>/dev/null | cut -d ' ' -f 2)\""
    echo "ghostscript = \"$(gs --version)\""
    echo "qpdf = \"$(qpdf --version | sed -n 's/^qpdf version //p')\""
    for package in typst reportlab pillow; do
        echo "$package = \"$("$python" -c "from importlib.metadata import version; print(version('$package'))")\""
    done
} >"$out/manifest.toml"

for layout in two-year goal evaluation progress; do
    sheet $layout html
done
sheet two-year pdf

with_truth evaluation.html evaluation-writer \
    'soffice_pdf writer_pdf_Export evaluation.html "HTML (StarWriter)" && mv evaluation.pdf evaluation-writer.pdf'
with_truth two-year.html two-year-calc \
    'corpus_sheet calc two-year.html two-year-calc.fods && soffice_pdf calc_pdf_Export two-year-calc.fods'
with_truth two-year.html two-year-chromium 'chromium_pdf two-year.html two-year-chromium.pdf'
with_truth progress.html progress-typst 'corpus_sheet typst progress.html progress-typst.pdf'
with_truth two-year.html two-year-reportlab 'corpus_sheet reportlab two-year.html two-year-reportlab.pdf HeiseiMin-W3'
with_truth goal.html goal-reportlab 'corpus_sheet reportlab goal.html goal-reportlab.pdf HeiseiKakuGo-W5'

cp "$out"/documents/two-year-calc.pdf "$out"/documents/two-year-reportlab.pdf .
with_truth two-year.html two-year-ghostscript 'gs -q -dBATCH -dNOPAUSE -sDEVICE=pdfwrite -o two-year-ghostscript.pdf two-year-calc.pdf'
# Without the font Ghostscript keeps the shapes and gives them characters of its own: there is a text layer, and it is not the text.
without_truth no_items any two-year-text-lost 'gs -q -dBATCH -dNOPAUSE -sDEVICE=pdfwrite -o two-year-text-lost.pdf two-year-reportlab.pdf'
without_truth no_text_layer partial two-year-fax \
    'gs -q -dBATCH -dNOPAUSE -sDEVICE=tiffg4 -r150 -o fax.tiff two-year-calc.pdf && corpus_sheet fax fax.tiff two-year-fax.pdf'

with_truth two-year.pdf two-year-object-streams 'qpdf --deterministic-id --object-streams=generate two-year.pdf two-year-object-streams.pdf'
with_truth two-year.html two-year-linearized 'qpdf --deterministic-id --linearize two-year-reportlab.pdf two-year-linearized.pdf'
with_truth two-year.pdf two-year-rc4 \
    'qpdf --static-id --allow-weak-crypto --encrypt "" corpus-owner 128 --use-aes=n -- two-year.pdf two-year-rc4.pdf'
with_truth two-year.html two-year-aes-128 \
    'qpdf --static-id --static-aes-iv --allow-weak-crypto --encrypt "" corpus-owner 128 --use-aes=y -- two-year-reportlab.pdf two-year-aes-128.pdf'
with_truth two-year.pdf two-year-aes-256 \
    'qpdf --static-id --static-aes-iv --encrypt "" corpus-owner 256 -- two-year.pdf two-year-aes-256.pdf'
with_truth two-year.html two-year-broken-startxref \
    'sed "/^startxref/{n;s/.*/77/}" two-year-reportlab.pdf >two-year-broken-startxref.pdf'
without_truth "needs a password" failed two-year-password \
    'qpdf --static-id --static-aes-iv --encrypt corpus-user corpus-owner 256 -- two-year-reportlab.pdf two-year-password.pdf'
without_truth unreadable_page partial two-year-truncated \
    'head -c 4000 two-year-reportlab.pdf >two-year-truncated.pdf'
