/**
 * The money side: price book, quote, rating, subscription, invoice. Start at {@link
 * io.ridgeway.billing.Quotes}, follow {@link io.ridgeway.billing.Rater} into {@link
 * io.ridgeway.billing.PriceBook}, and end at {@link io.ridgeway.billing.Invoicing}.
 *
 * <p>A pure core: it sees the model only. No database, no clock of its own, no web framework. Texts
 * are message keys; {@link io.ridgeway.billing.BillingTexts} turns them into a language.
 */
@NullMarked
package io.ridgeway.billing;

import org.jspecify.annotations.NullMarked;
