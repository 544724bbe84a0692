//! Speed of folding, with `memcpy` and NFKC in the same run to set it against: `cargo bench --bench fold`.

use divan::Bencher;
use divan::counter::BytesCount;
use kaikaku::normalize::{compare, continues, display, fold_compare, fold_display};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

fn main() {
    divan::main();
}

/// Prose and table cells in the proportions of a progress sheet, 4 MB.
static TEXT: LazyLock<String> = LazyLock::new(|| {
    let page = "Ⅱ　市民との協働によるまちづくりの推進\n\
        （１）市民活動団体への支援　　担当課：市民協働課、生涯学習課\n\
        \u{3000}平成２７年度は、ﾎﾞﾗﾝﾃｨｱ団体との意見交換会を２回開催し、延べ１，０２７名の参加があった。\n\
        ・各地区の自治会から寄せられた意見をもとに、活動拠点の利用時間を見直した。\n\
        ・広報紙とホームページで活動を紹介し、新たに１２団体が登録した（目標：１０団体）。\n\
        ①計画どおり\t②80％以上\t③▲1,500千円\t4～9月\t－\n\
        今後は、団体どうしの交流の場を設け、自主的な活動につなげていく必要がある。\n";
    page.repeat(4_000_000 / page.len())
});

fn bench<T>(bencher: Bencher<'_, '_>, work: impl Fn(&str) -> T + Sync) {
    let text = TEXT.as_str();
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| work(divan::black_box(text)));
}

#[divan::bench]
fn copy(bencher: Bencher<'_, '_>) {
    bench(bencher, str::to_owned);
}

#[divan::bench]
fn nfkc_without_offsets(bencher: Bencher<'_, '_>) {
    bench(bencher, |text| text.nfkc().collect::<String>());
}

#[divan::bench]
fn display_without_offsets(bencher: Bencher<'_, '_>) {
    bench(bencher, |text| display(text).into_owned());
}

#[divan::bench]
fn display_with_offsets(bencher: Bencher<'_, '_>) {
    bench(bencher, fold_display);
}

#[divan::bench]
fn compare_without_offsets(bencher: Bencher<'_, '_>) {
    bench(bencher, compare);
}

#[divan::bench]
fn compare_with_offsets(bencher: Bencher<'_, '_>) {
    bench(bencher, fold_compare);
}

#[divan::bench]
fn continues_flags(bencher: Bencher<'_, '_>) {
    bench(bencher, continues);
}
