package io.ridgeway.pages;

import io.quarkus.qute.EvalContext;
import io.quarkus.qute.EvaluatedParams;
import io.quarkus.qute.NamespaceResolver;
import io.quarkus.qute.RawString;
import io.ridgeway.billing.Amount;
import io.ridgeway.billing.BillingTexts;
import io.ridgeway.billing.InvoiceLine;
import io.ridgeway.billing.Line;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * {@code fmt:} in templates: values as people of the page's language read them. {@code time},
 * {@code date} and {@code clock} (UTC; nothing for an empty {@link Optional}), {@code number},
 * {@code bytes}, {@code mebibytes}, {@code gibibytes}, {@code cores} (of thousandths), {@code
 * money} (rounded), {@code price} (exact), {@code line} (an item of an offer or invoice), {@code
 * unit}, {@code country}, {@code colour} (the class of a state's label), {@code join} (its
 * arguments, one after another), {@code path} (as a part of an address's path).
 */
final class FormatNamespace implements NamespaceResolver {
  private static final long KIB = 1024;

  @Override
  public String getNamespace() {
    return "fmt";
  }

  @Override
  public CompletionStage<Object> resolve(EvalContext context) {
    Locale locale = Evaluated.locale(context);
    return Evaluated.of(
        context,
        EvaluatedParams.evaluate(context),
        p ->
            switch (context.getName()) {
              case "join" -> p.stream().map(String::valueOf).collect(Collectors.joining());
              case "colour" -> colour(p.get(0).toString(), Texts.slug(p.get(1)));
              default -> format(context.getName(), plain(p), locale);
            });
  }

  private static Object plain(List<Object> params) {
    Object value = params.get(0);
    return value instanceof Optional<?> optional ? optional.<Object>map(o -> o).orElse("") : value;
  }

  private static Object format(String name, Object value, Locale locale) {
    if ("".equals(value)) {
      return "";
    }
    BillingTexts billing = BillingTexts.of(locale);
    return switch (name) {
      case "time" -> time((Instant) value, locale, timePattern(locale));
      case "date" ->
          value instanceof LocalDate day
              ? date(day, locale)
              : time((Instant) value, locale, datePattern(locale));
      case "clock" -> time((Instant) value, locale, "HH:mm:ss");
      case "number" -> number(value, locale);
      case "bytes" -> bytes(((Number) value).longValue(), locale);
      case "mebibytes" -> bytes(((Number) value).longValue() * KIB * KIB, locale);
      case "gibibytes" -> bytes(((Number) value).longValue() * KIB * KIB * KIB, locale);
      case "cores" -> number(((Number) value).longValue() / 1000.0, locale);
      case "money" -> ((Amount) value).format(locale);
      case "price" -> ((Amount) value).formatExact(locale);
      case "line" ->
          value instanceof Line line ? billing.line(line) : billing.line((InvoiceLine) value);
      case "unit" -> billing.get("unit." + value);
      case "path" -> PathSegment.of(value.toString());
      case "country" ->
          new Locale.Builder().setRegion(value.toString()).build().getDisplayCountry(locale);
      default -> throw new IllegalArgumentException("there is no fmt:" + name);
    };
  }

  private static String colour(String group, String state) {
    if (group.equals("operation-state") && state.equals("running")) {
      return "pf-m-blue";
    }
    return switch (state) {
      case "ready",
          "running",
          "done",
          "true",
          "verified",
          "active",
          "succeeded",
          "paid",
          "committed" ->
          "pf-m-green";
      case "degraded", "backing-off", "blocked", "unknown", "rejected", "draining" -> "pf-m-orange";
      case "failed", "false", "missing", "overdue", "invalid" -> "pf-m-red";
      case "deleted", "superseded", "unverified", "disabled", "ended", "pending" -> "";
      default -> "pf-m-blue";
    };
  }

  private static RawString time(Instant at, Locale locale, String pattern) {
    String shown = DateTimeFormatter.ofPattern(pattern, locale).withZone(ZoneOffset.UTC).format(at);
    return new RawString("<time datetime=\"" + at + "\">" + shown + "</time>");
  }

  private static RawString date(LocalDate day, Locale locale) {
    String shown = DateTimeFormatter.ofPattern(datePattern(locale), locale).format(day);
    return new RawString("<time datetime=\"" + day + "\">" + shown + "</time>");
  }

  private static String timePattern(Locale locale) {
    return datePattern(locale) + (isChinese(locale) ? " HH:mm:ss 'UTC'" : ", HH:mm:ss 'UTC'");
  }

  private static String datePattern(Locale locale) {
    return isChinese(locale) ? "uuuu年M月d日" : "d MMM uuuu";
  }

  private static boolean isChinese(Locale locale) {
    return locale.getLanguage().equals(Locale.CHINESE.getLanguage());
  }

  private static String number(Object value, Locale locale) {
    NumberFormat form = NumberFormat.getNumberInstance(locale);
    form.setMaximumFractionDigits(6);
    return form.format(value instanceof String text ? new BigDecimal(text) : value);
  }

  private static String bytes(long bytes, Locale locale) {
    double size = bytes;
    int unit = 0;
    while (size >= KIB && unit < 4) {
      size /= KIB;
      unit++;
    }
    NumberFormat form = NumberFormat.getNumberInstance(locale);
    form.setMaximumFractionDigits(unit == 0 ? 0 : 1);
    return form.format(size) + " " + List.of("B", "KiB", "MiB", "GiB", "TiB").get(unit);
  }
}
