package io.ridgeway.portal.view;

import io.ridgeway.billing.BillingTexts;
import io.ridgeway.billing.Line;
import io.ridgeway.billing.Offer;
import io.ridgeway.billing.Term;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a term costs, item by item. */
public record OfferView(
    String bookVersion,
    String currency,
    Term term,
    List<LineView> lines,
    MoneyView monthly,
    MoneyView total) {
  static OfferView of(Offer o) {
    BillingTexts texts = BillingTexts.of(Locale.ENGLISH);
    return new OfferView(
        o.bookVersion(),
        o.currency(),
        o.term(),
        o.lines().stream().map(l -> LineView.of(l, texts)).toList(),
        MoneyView.of(o.monthly()),
        MoneyView.of(o.total()));
  }

  /**
   * One item.
   *
   * @param key of its text, with {@code args}, for those who translate; {@code text} is English
   */
  public record LineView(
      String key,
      Map<String, String> args,
      String text,
      String quantity,
      String unit,
      MoneyView unitPrice,
      MoneyView amount) {
    static LineView of(Line l, BillingTexts texts) {
      return new LineView(
          l.key(),
          l.args(),
          texts.line(l),
          l.quantity().toPlainString(),
          l.unit(),
          MoneyView.of(l.unitPrice()),
          MoneyView.of(l.amount()));
    }
  }
}
