package io.ridgeway.framework.fabric.tls;

import java.io.Serial;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets the JDK's TLS sign with a {@link CustodyKey}. It has one algorithm and takes that one kind
 * of key; since Java chooses among providers only once it sees the key, all others stay as they
 * were.
 */
final class CustodyProvider extends Provider {
  static final String NAME = "RidgewayFabricCustody";
  static final String ALGORITHM = "SHA256withECDSA";

  @Serial private static final long serialVersionUID = 1L;

  private CustodyProvider() {
    super(NAME, "1", "Signs with keys in Ridgeway's custody");
    putService(new Signing(this));
  }

  /** Puts it behind all other providers, if it isn't there yet. */
  static void install() {
    if (Security.getProvider(NAME) == null) {
      // Of two at once, the second changes nothing.
      Security.addProvider(new CustodyProvider());
    }
  }

  private static final class Signing extends Service {
    Signing(Provider provider) {
      super(
          provider, "Signature", ALGORITHM, CustodySignature.class.getName(), List.of(), Map.of());
    }

    @Override
    public boolean supportsParameter(Object key) {
      return key instanceof CustodyKey;
    }

    @Override
    public Object newInstance(@Nullable Object parameter) {
      return new CustodySignature();
    }
  }
}
