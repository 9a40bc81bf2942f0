package io.ridgeway.engine.account;

import io.ridgeway.billing.CreditLimits;

/**
 * How much tenants may owe that have no limit of their own, in each currency by itself; see {@link
 * io.ridgeway.billing.Credit} for what that means.
 */
public record CreditTerms(CreditLimits defaults) {}
