/**
 * The tenants' pages: the same desks as the REST door, for people. Start at {@link
 * io.ridgeway.portal.page.HomePage}; what all of them share is {@link
 * io.ridgeway.portal.page.Portal}.
 *
 * <p>Every form is posted as a plain form, works without scripts, and is answered by a redirect
 * when it did its work, or by the form again, as it was typed, with what is wrong at each field.
 */
@NullMarked
package io.ridgeway.portal.page;

import org.jspecify.annotations.NullMarked;
