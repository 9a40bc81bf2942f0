/**
 * Where calls may go that tenants have sent: start reading at {@link
 * io.ridgeway.model.callback.CallbackRules}.
 */
@NullMarked
package io.ridgeway.model.callback;

import org.jspecify.annotations.NullMarked;
