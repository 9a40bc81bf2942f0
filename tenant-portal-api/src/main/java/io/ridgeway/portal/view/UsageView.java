package io.ridgeway.portal.view;

import io.ridgeway.billing.UsageSummary;
import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted, record by record, and the totals per meter: sums, and the highest of the peaks.
 */
public record UsageView(List<RecordView> records, Map<Meter, String> totals) {
  private static final int MICRO_DIGITS = 6;

  public static UsageView of(List<UsageRecord> records) {
    UsageSummary summary = UsageSummary.of(records);
    Map<Meter, String> totals = new TreeMap<>();
    records.stream()
        .map(UsageRecord::meter)
        .distinct()
        .forEach(meter -> totals.put(meter, plain(summary.quantity(meter))));
    return new UsageView(records.stream().map(RecordView::of).toList(), totals);
  }

  private static String plain(BigDecimal quantity) {
    return quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
  }

  /** One count. */
  public record RecordView(String source, Meter meter, Instant from, Instant to, String quantity) {
    static RecordView of(UsageRecord r) {
      return new RecordView(
          r.source(),
          r.meter(),
          r.from(),
          r.to(),
          plain(BigDecimal.valueOf(r.micros(), MICRO_DIGITS)));
    }
  }
}
