package io.ridgeway.engine.account;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Claim;
import io.ridgeway.billing.Credit;
import io.ridgeway.billing.Offer;
import io.ridgeway.model.TenantId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks at a tenant's credit before it orders. */
@Singleton
public final class CreditCheck {
  private final CreditBook book;
  private final CreditTerms terms;
  private final Seller seller;

  public CreditCheck(CreditBook book, CreditTerms terms, Seller seller) {
    this.book = book;
    this.terms = terms;
    this.seller = seller;
  }

  /**
   * Does nothing if the tenant may order that; else refuses with {@code INVOICE_OVERDUE} or {@code
   * CREDIT_LIMIT_EXCEEDED}. Called within the order's transaction, which from then on holds the
   * tenant: of two orders that race, the second is looked at with the first one's debt.
   */
  public void require(TenantId tenant, Offer offer, Instant now) {
    book.hold(tenant);
    of(tenant).require(gross(offer), now);
  }

  /** How the tenant stands. Called within a transaction. */
  Credit of(TenantId tenant) {
    CreditBook.Owed owed = book.owed(tenant);
    List<Claim> claims = new ArrayList<>(owed.invoiced());
    owed.ordered().forEach(offer -> claims.add(new Claim.Ordered(gross(offer))));
    return new Credit(claims, book.limits(tenant), terms.defaults());
  }

  private Amount gross(Offer offer) {
    return offer.total().plus(seller.tax().on(offer.total()));
  }
}
