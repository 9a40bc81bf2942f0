/**
 * Certificates over keys in custody. Start at {@link
 * io.ridgeway.keys.certificate.CustodyAuthority}.
 */
@NullMarked
package io.ridgeway.keys.certificate;

import org.jspecify.annotations.NullMarked;
