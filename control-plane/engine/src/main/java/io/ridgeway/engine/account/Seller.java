package io.ridgeway.engine.account;

import io.ridgeway.billing.Party;
import io.ridgeway.billing.TaxRate;

/** Who issues the invoices, and the tax that they carry. */
public record Seller(Party party, TaxRate tax) {}
