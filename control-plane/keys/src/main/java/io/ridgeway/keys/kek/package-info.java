/**
 * Key-encryption keys that aren't files: OpenBao's and HashiCorp Vault's transit engine, and
 * PKCS#11 modules. Start at {@link io.ridgeway.keys.kek.TransitKek}.
 */
@NullMarked
package io.ridgeway.keys.kek;

import org.jspecify.annotations.NullMarked;
