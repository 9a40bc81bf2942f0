package io.ridgeway.billing;

import static io.ridgeway.billing.Samples.issue;
import static io.ridgeway.billing.Samples.priced;
import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.billing.Invoicing.Issue;
import io.ridgeway.model.InvoiceId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class InvoicePdfTest {
  private static final InvoicePdf PDF = new InvoicePdf();

  @Test
  void printsEverythingThatTheBuyerMustKnow() throws IOException {
    // When
    byte[] file = PDF.render(year(issue(new TaxRate("VAT", new BigDecimal("6")))), Locale.US);
    keep("invoice-en.pdf", file);

    // Then
    assertThat(text(file))
        .contains(
            "RW-2026-0007",
            "杭州蓝桥供应链有限公司",
            "Ridgeway Operations Ltd.",
            "November 21, 2026 to November 20, 2027",
            "Payable by",
            "December 21, 2026",
            "Nodes at us-california-1 (3), 10 TPS included",
            "219.24 USD",
            "0.1875 USD",
            "2.5 0.003 USD 0.01 USD",
            "Subtotal",
            "VAT, 6 %",
            "356.43 USD",
            "test-1",
            "Page 1 of 1")
        .doesNotContain("Paid on");
  }

  @Test
  void saysOfAPaidInvoiceThatItIsPaid() throws IOException {
    // Given
    Bill unpaid = year(issue(TaxRate.NONE));
    Payment payment = new Payment("wire 4711", Instant.parse("2026-12-03T09:00:00Z"));
    Bill paid = new Bill(unpaid.invoice(), Optional.of(payment));

    // When
    byte[] english = PDF.render(paid, Locale.US);
    keep("invoice-paid-en.pdf", english);

    // Then
    assertThat(text(english)).contains("Paid on December 3, 2026.");
    assertThat(text(PDF.render(paid, Locale.SIMPLIFIED_CHINESE))).contains("已于 2026年12月3日 付清");
  }

  @Test
  void printsInChinese() throws IOException {
    // When
    byte[] file = PDF.render(year(issue(TaxRate.NONE)), Locale.SIMPLIFIED_CHINESE);
    keep("invoice-zh.pdf", file);

    // Then
    assertThat(text(file))
        .contains("账单编号", "2026年11月21日 至 2027年11月20日", "合计", "336.25 USD", "第 1 页，共 1 页")
        .doesNotContain("小计");
  }

  @Test
  void isAnArchivableFileWithItsFontsAndColoursInIt() throws IOException {
    // When
    byte[] file = PDF.render(year(issue(TaxRate.NONE)), Locale.US);

    // Then
    try (PDDocument document = Loader.loadPDF(file)) {
      byte[] metadata = document.getDocumentCatalog().getMetadata().toByteArray();
      assertThat(new String(metadata, StandardCharsets.UTF_8))
          .containsPattern("pdfaid:part[>=\"]+2")
          .containsPattern("pdfaid:conformance[>=\"]+U");
      assertThat(document.getDocumentCatalog().getOutputIntents()).hasSize(1);
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Invoice RW-2026-0007");
      for (PDPage page : document.getPages()) {
        for (COSName name : page.getResources().getFontNames()) {
          PDFont font = page.getResources().getFont(name);
          assertThat(font.isEmbedded()).as(font.getName()).isTrue();
          assertThat(font.getName()).contains("NotoSansSC");
        }
      }
    }
    assertThat(file.length).as("only the glyphs that are used").isLessThan(300_000);
  }

  @Test
  void breaksALongBillIntoNumberedPages() throws IOException {
    // Given
    Offer offer = Rater.offer(Samples.book(), priced(3, 25, 10), Term.ANNUAL, "USD");
    Subscription subscription = Samples.subscription(offer, Samples.START);
    List<io.ridgeway.model.meter.UsageRecord> busy =
        java.util.stream.IntStream.range(0, 12)
            .mapToObj(
                month ->
                    Samples.calls(
                        Term.monthsAfter(Samples.START, month).toString(), 5_000_000 + month))
            .toList();

    // When
    byte[] file =
        PDF.render(unpaid(Invoicing.annual(subscription, busy, issue(TaxRate.NONE))), Locale.US);
    keep("invoice-long.pdf", file);

    // Then
    try (PDDocument document = Loader.loadPDF(file)) {
      assertThat(document.getNumberOfPages()).isEqualTo(2);
    }
    assertThat(text(file)).contains("Page 1 of 2", "Page 2 of 2");
  }

  @Test
  void showsMarkupInANameAsText() throws IOException {
    // Given
    Party odd = new Party("<b>O'Neil & \"Sons\"</b>\u0000 ${foo} $t.title", List.of("]]>"), "");
    Issue issue =
        new Issue(InvoiceId.next(), "1", Samples.SELLER, odd, TaxRate.NONE, Samples.START, 30);

    // When
    String text = text(PDF.render(year(issue), Locale.US));

    // Then
    assertThat(text).contains("<b>O'Neil & \"Sons\"</b> ${foo} $t.title", "]]>");
  }

  @Test
  void printsContractsThatWerePricedByTheContract() throws IOException {
    // Given a line as it was stored before contracts were priced by their services
    Line line =
        Line.of(
            "line.contract",
            Map.of("cityNode", "local-1", "contracts", "2", "months", "12"),
            BigDecimal.valueOf(24),
            "contract-month",
            Amount.of("40.60", "USD"));
    Offer book = Rater.offer(Samples.book(), priced(3, 25, 10), Term.ANNUAL, "USD");
    Offer offer =
        new Offer(
            book.bookVersion(),
            "USD",
            Term.ANNUAL,
            List.of(line),
            Amount.of("81.20", "USD"),
            line.amount(),
            book.overage());
    Bill bill =
        unpaid(
            Invoicing.annual(
                Samples.subscription(offer, Samples.START), List.of(), issue(TaxRate.NONE)));

    // Then
    assertThat(text(PDF.render(bill, Locale.US)))
        .contains("Contracts of your own at local-1 (2)", "contract-months", "974.40 USD")
        .doesNotContain("{members}");
    assertThat(text(PDF.render(bill, Locale.SIMPLIFIED_CHINESE)))
        .contains("local-1 的自带合约 2 个", "合约·月");
  }

  private static Bill year(Issue issue) {
    Offer offer = Rater.offer(Samples.book(), priced(3, 25, 10), Term.ANNUAL, "USD");
    return unpaid(
        Invoicing.annual(
            Samples.subscription(offer, Samples.START),
            List.of(Samples.calls("2026-12-01T00:00:00Z", 3_500)),
            issue));
  }

  private static Bill unpaid(Invoice invoice) {
    return new Bill(invoice, Optional.empty());
  }

  private static String text(byte[] file) throws IOException {
    try (PDDocument document = Loader.loadPDF(file)) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      return stripper.getText(document).replace('\u00a0', ' ');
    }
  }

  /** For people to look at. */
  private static void keep(String name, byte[] file) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "invoices"));
    Files.write(folder.resolve(name), file);
  }
}
