package io.ridgeway.app.wiring;

import io.quarkus.runtime.Startup;
import io.ridgeway.app.RidgewayConfig;
import io.ridgeway.billing.Amount;
import io.ridgeway.billing.CostBook;
import io.ridgeway.billing.CreditLimits;
import io.ridgeway.billing.Party;
import io.ridgeway.billing.PriceBook;
import io.ridgeway.billing.PriceBooks;
import io.ridgeway.billing.Quotes;
import io.ridgeway.billing.TaxRate;
import io.ridgeway.engine.account.CreditTerms;
import io.ridgeway.engine.account.Seller;
import io.ridgeway.engine.order.OrderPolicy;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.callback.CallbackRules;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's and billing's surroundings: time, randomness, prices, policies. */
final class EngineBeans {
  private static final Logger LOG = LoggerFactory.getLogger(EngineBeans.class);

  // A time must read the same before and after it was stored.
  private static final Duration AS_THE_DATABASE_KEEPS_IT = Duration.ofNanos(1_000);

  /** The one clock. It can be moved on, but only a door that the operator opened does so. */
  @Produces
  @Singleton
  @Typed(SettableClock.class)
  SettableClock settableClock() {
    return new SettableClock(Clock.tick(Clock.systemUTC(), AS_THE_DATABASE_KEEPS_IT));
  }

  @Produces
  @Singleton
  Clock clock(SettableClock clock) {
    return clock;
  }

  @Produces
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  OrderPolicy orderPolicy(RidgewayConfig config) {
    return new OrderPolicy(config.verifiedIn());
  }

  @Produces
  @Singleton
  CallbackRules callbackRules(RidgewayConfig config) {
    RidgewayConfig.Webhooks webhooks = config.webhooks();
    return new CallbackRules(webhooks.plainHttp(), webhooks.allowed().orElse(List.of()));
  }

  /** The price books; a gap in one of them stops the start, with where it is. */
  @Startup
  @Produces
  @Singleton
  PriceBooks priceBooks(RidgewayConfig config) {
    if (config.billing().priceBooks().isEmpty()) {
      return PriceBooks.shipped();
    }
    List<PriceBook> books = new ArrayList<>();
    for (Path file : config.billing().priceBooks().get()) {
      try {
        books.add(PriceBook.parse(Files.readString(file)));
      } catch (IOException e) {
        throw new UncheckedIOException("the price book " + file + " can't be read", e);
      }
    }
    return PriceBooks.of(books);
  }

  /** What shares cost; prices below that are logged, as an operator may mean them. */
  @Startup
  @Produces
  @Singleton
  CostBook costBook(RidgewayConfig config, PriceBooks prices) {
    CostBook costs =
        config.billing().costBook().map(EngineBeans::costBook).orElseGet(CostBook::shipped);
    prices.versions().stream()
        .flatMap(book -> costs.below(book).stream())
        .forEach(below -> LOG.warn("a price is below its cost: {}", below.message()));
    return costs;
  }

  private static CostBook costBook(Path file) {
    try {
      return CostBook.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("the cost book " + file + " can't be read", e);
    }
  }

  @Produces
  @Singleton
  Quotes quotes(PriceBooks books, Clock clock) {
    return new Quotes(books, clock);
  }

  @Produces
  @Singleton
  Seller seller(RidgewayConfig config) {
    RidgewayConfig.Billing billing = config.billing();
    return new Seller(
        new Party(
            billing.sellerName(),
            billing.sellerAddress().orElse(List.of()),
            billing.sellerTaxNumber().orElse("")),
        TaxRate.NONE,
        billing.paymentDays());
  }

  @Produces
  @Singleton
  CreditTerms creditTerms(RidgewayConfig config) {
    return new CreditTerms(
        CreditLimits.of(config.billing().creditLimits().stream().map(EngineBeans::limit).toList()));
  }

  private static Amount limit(String text) {
    String[] parts = text.strip().split(" +");
    try {
      return Amount.of(parts[0], parts[1]);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "ridgeway.billing.credit-limits: \"" + text + "\" is no amount such as 30000 USD", e);
    }
  }
}
