/**
 * Usage, invoices, the audit trail, and what journals ship to them. Start at {@link
 * io.ridgeway.store.account.SqlJournalSink}.
 */
@NullMarked
package io.ridgeway.store.account;

import org.jspecify.annotations.NullMarked;
