/**
 * Certificates, and who issues them. Start at {@link
 * io.ridgeway.model.certificate.CertificateAuthority}.
 */
@NullMarked
package io.ridgeway.model.certificate;

import org.jspecify.annotations.NullMarked;
