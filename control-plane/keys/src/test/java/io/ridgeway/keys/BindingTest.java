package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.TenantId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BindingTest {
  /** The form is on disk in every ciphertext: if this changes, nothing opens any more. */
  @Test
  void keepsItsForm() {
    assertThat(new String(Binding.ofDataKey(new TenantId("t0123456789ab")), StandardCharsets.UTF_8))
        .isEqualTo("\0\0\0\u0013ridgeway/data-key/1\0\0\0\rt0123456789ab");
  }
}
