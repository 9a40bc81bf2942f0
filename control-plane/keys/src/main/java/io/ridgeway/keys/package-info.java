/**
 * Custody of private keys. Start at {@link io.ridgeway.keys.EnvelopeCustody}: it implements the
 * model's {@code Custody}, {@code Signer} and {@code NodeSecrets} over three ports, {@link
 * io.ridgeway.keys.KeyEncryptionKey}, {@link io.ridgeway.keys.KeyRecords} and {@link
 * io.ridgeway.keys.DataKeyRecords}.
 */
@NullMarked
package io.ridgeway.keys;

import org.jspecify.annotations.NullMarked;
