#!/bin/sh
# Makes corpus/producers: the generator's sheets as PDFs of programs that cities use, so that the reader meets fonts, tags, object streams and
# drawing orders that the generator does not write. Needs chromium, libreoffice, ghostscript, qpdf and fonts-ipafont-gothic.
#
#     scripts/corpus-producers.sh
#
# The programs write dates and ids of their own, so the files differ from run to run and from version to version; they are kept
# with their SHA-256, and made anew only when the generator's sheets change.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
out=$root/corpus/producers
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -rf "$out"
mkdir -p "$out/documents" "$out/truth"

# keep FILE NAME TRUTH: stores a PDF with the truth of the sheet that it was made from.
keep() {
    cp "$1" "$out/documents/$2.pdf"
    sed "s/\"file\": \"[^\"]*\"/\"file\": \"$2.pdf\"/" "$3" >"$out/truth/$2.json"
}

chromium_pdf() {
    chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer \
        --user-data-dir="$work/chromium" --print-to-pdf="$2" "file://$1" 2>/dev/null
}

libreoffice_pdf() {
    soffice --headless "-env:UserInstallation=file://$work/office" \
        --convert-to pdf:writer_pdf_Export --infilter="HTML (StarWriter)" --outdir "$(dirname "$2")" "$1" >/dev/null 2>&1
    mv "$(dirname "$2")/$(basename "$1" .html).pdf" "$2"
}

for layout in two-year goal evaluation; do
    (cd "$root" && cargo run --quiet --example corpus -- --seed 7 --layout $layout --form html --out "$work" >/dev/null)
    page=$(ls "$work"/documents/*.html)
    truth=$(ls "$work"/truth/*.json)
    libreoffice_pdf "$page" "$work/office.pdf"
    keep "$work/office.pdf" "$layout-libreoffice" "$truth"
    if [ $layout = two-year ]; then
        chromium_pdf "$page" "$work/chromium.pdf"
        keep "$work/chromium.pdf" "$layout-chromium" "$truth"
        gs -q -dBATCH -dNOPAUSE -sDEVICE=pdfwrite -o "$work/gs.pdf" "$work/office.pdf"
        keep "$work/gs.pdf" "$layout-ghostscript" "$truth"
        qpdf --object-streams=generate --linearize "$work/office.pdf" "$work/linear.pdf"
        keep "$work/linear.pdf" "$layout-object-streams" "$truth"
        qpdf --allow-weak-crypto --encrypt '' corpus-owner 128 -- "$work/office.pdf" "$work/rc4.pdf"
        keep "$work/rc4.pdf" "$layout-rc4-no-password" "$truth"
    fi
    rm -f "$work"/documents/* "$work"/truth/*
done

(cd "$out" && sha256sum documents/*.pdf >SHA256SUMS)
{
    echo "Made by scripts/corpus-producers.sh with"
    chromium --version 2>/dev/null | head -n 1
    soffice --version 2>/dev/null | head -n 1
    echo "Ghostscript $(gs --version)"
    qpdf --version | head -n 1
} >"$out/VERSIONS"
