/** Usage and invoices. Start at {@link io.ridgeway.engine.account.InvoiceDesk}. */
@NullMarked
package io.ridgeway.engine.account;

import org.jspecify.annotations.NullMarked;
