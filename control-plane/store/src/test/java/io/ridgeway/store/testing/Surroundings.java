package io.ridgeway.store.testing;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.CostBook;
import io.ridgeway.billing.CreditLimits;
import io.ridgeway.billing.Party;
import io.ridgeway.billing.PriceBooks;
import io.ridgeway.billing.Quotes;
import io.ridgeway.billing.TaxRate;
import io.ridgeway.engine.account.CreditTerms;
import io.ridgeway.engine.account.Seller;
import io.ridgeway.engine.catalogue.AdapterOffer;
import io.ridgeway.engine.catalogue.Adapters;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.FrameworkOffer;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.catalogue.InstalledPlugins;
import io.ridgeway.engine.explorer.LedgerReader;
import io.ridgeway.engine.network.Made;
import io.ridgeway.engine.network.Manifests;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.order.OrderPolicy;
import io.ridgeway.keys.CredentialRecords;
import io.ridgeway.keys.DataKeyRecords;
import io.ridgeway.keys.EnvelopeCredentials;
import io.ridgeway.keys.EnvelopeWrappings;
import io.ridgeway.keys.KeyEncryptionKey;
import io.ridgeway.keys.OutsideKeys;
import io.ridgeway.keys.algorithm.KeyAlgorithms;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.callback.CallbackRules;
import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.certificate.CertificateOrder;
import io.ridgeway.model.certificate.CertificateRequest;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.CityNodeCredentials;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Custody;
import io.ridgeway.model.key.KeyLives;
import io.ridgeway.model.key.KeyPairs;
import io.ridgeway.model.key.KeyTravel;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.TenantSecrets;
import io.ridgeway.model.key.Wrappings;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.problem.Violation;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the application gives the engine, beside the store. */
final class Surroundings {
  private static final Software GETH = new Software("goquorum", "22.7.4");

  /** As exact as the database keeps times. */
  @Produces
  @Singleton
  KeyPairs pairs() {
    return new OutsideKeys(KeyAlgorithms.fastest(), new SecureRandom());
  }

  @Produces
  @Singleton
  CallbackRules callbackRules() {
    return CallbackRules.usual();
  }

  @Produces
  @Singleton
  TenantSecrets secrets() {
    return new TenantSecrets() {
      @Override
      public String seal(TenantId tenant, String use, byte[] secret) {
        throw new UnsupportedOperationException("nothing is sealed here");
      }

      @Override
      public byte[] open(TenantId tenant, String use, String sealed) {
        throw new UnsupportedOperationException("nothing is sealed here");
      }
    };
  }

  @Produces
  @Singleton
  LedgerReader ledgers() {
    return new NoLedgers();
  }

  @Produces
  @Singleton
  SettableClock settableClock() {
    return new SettableClock(Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000)));
  }

  @Produces
  @Singleton
  SecureRandom random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  PriceBooks prices() {
    return PriceBooks.shipped();
  }

  @Produces
  @Singleton
  CostBook costs() {
    return CostBook.shipped();
  }

  @Produces
  @Singleton
  Quotes quotes(PriceBooks books, Clock clock) {
    return new Quotes(books, clock);
  }

  @Produces
  @Singleton
  OrderPolicy policy() {
    return new OrderPolicy(Set.of());
  }

  @Produces
  @Singleton
  Seller seller() {
    return new Seller(new Party("Ridge Operator", List.of("1 High Road"), ""), TaxRate.NONE, 30);
  }

  @Produces
  @Singleton
  CreditTerms creditTerms() {
    return new CreditTerms(CreditLimits.of(List.of(Amount.of("1000.00", "USD"))));
  }

  @Produces
  @Singleton
  Frameworks frameworks() {
    return new AnyEthereum();
  }

  @Produces
  @Singleton
  Custody custody() {
    return new NoCustody();
  }

  /** The engine's desks of keys aren't asked here. */
  @Produces
  @Singleton
  KeyLives lives() {
    return nobody(KeyLives.class);
  }

  @Produces
  @Singleton
  KeyTravel travel() {
    return nobody(KeyTravel.class);
  }

  private static <T> T nobody(Class<T> port) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, args) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }

  @Produces
  @Singleton
  CertificateAuthority authorities() {
    return new NoAuthorities();
  }

  @Produces
  @Singleton
  CityNodeCredentials credentials(CredentialRecords records, SecureRandom random, Clock clock) {
    return new EnvelopeCredentials(records, new NoKek(), random, clock, Duration.ZERO);
  }

  @Produces
  @Singleton
  Wrappings wrappings(DataKeyRecords dataKeys, CredentialRecords secrets, Clock clock) {
    return new EnvelopeWrappings(
        dataKeys,
        secrets,
        new NoKek(),
        () -> {
          throw new UnsupportedOperationException();
        },
        clock);
  }

  @Produces
  @Singleton
  InstalledPlugins plugins() {
    return List::of;
  }

  @Produces
  @Singleton
  Manifests manifests() {
    return (network, only) -> List.of();
  }

  @Produces
  @Singleton
  Adapters adapters() {
    return new NoAdapters();
  }

  /** The engine's city node desks aren't asked here. */
  private static final class NoAdapters implements Adapters {
    @Override
    public List<AdapterOffer> all() {
      return List.of();
    }

    @Override
    public List<Violation> check(String adapter, Map<String, String> configuration) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Trial test(CityNodeEntry cityNode) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class NoKek implements KeyEncryptionKey {
    @Override
    public String id() {
      return "none";
    }

    @Override
    public Wrapped wrap(byte[] dataKey, byte[] associatedData) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] unwrap(Wrapped wrapped, byte[] associatedData) {
      throw new UnsupportedOperationException();
    }
  }

  /** One framework that can build anything. */
  private static final class AnyEthereum implements Frameworks {
    @Override
    public List<FrameworkOffer> all() {
      return List.of(
          new FrameworkOffer(
              "ethereum",
              "Ethereum",
              "A private network.",
              List.of("qbft-1"),
              Set.of(Tier.DEDICATED),
              List.of(),
              "{}",
              List.of(Set.of(GETH)),
              List.of()));
    }

    @Override
    public List<Violation> check(NetworkSpec spec) {
      return List.of();
    }

    @Override
    public Feasibility place(NetworkSpec spec, List<CityNodeEntry> cityNodes) {
      return new Feasibility(List.of(), false);
    }

    @Override
    public Feasibility place(NetworkSpec spec, Made made, List<CityNodeEntry> cityNodes) {
      return place(spec, cityNodes);
    }

    @Override
    public List<Violation> checkChange(NetworkSpec from, NetworkSpec to) {
      return List.of();
    }

    @Override
    public Roster toward(NetworkSpec from, Roster now, NetworkSpec to) {
      return now.toward(from.nodes(), to.nodes());
    }

    @Override
    public Set<String> replaceableRoles(String framework) {
      return Set.of();
    }

    @Override
    public Optional<Curve> applicationKeys(String framework) {
      return Optional.of(Curve.SECP256K1);
    }

    @Override
    public boolean namesApplications(String framework, String key) {
      return !key.endsWith("-admin");
    }

    @Override
    public Optional<Membership> membership(
        Network network, String key, Optional<String> organisation) {
      return Optional.empty();
    }

    @Override
    public Optional<String> account(String framework, ManagedKey key) {
      return Optional.of("0x" + key.publicKey().substring(0, 40));
    }
  }

  /** The engine's key desk isn't asked here. */
  private static final class NoCustody implements Custody {
    @Override
    public ManagedKey ensure(
        TenantId tenant, NetworkId network, Curve curve, Purpose purpose, String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ManagedKey> find(KeyId key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<ManagedKey> list(NetworkId network, Purpose purpose) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void destroyAll(NetworkId network) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class NoAuthorities implements CertificateAuthority {
    @Override
    public Certificate root(Authority authority) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Certificate ensure(Authority authority, CertificateOrder order) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Certificate renew(Authority authority, CertificateOrder order) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Certificate> list(NetworkId network) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CertificateRequest request(Authority authority, CertificateOrder order) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Certificate accept(
        TenantId tenant, NetworkId network, CertificateRequest asked, String certificate) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RevocationList revoke(
        TenantId tenant, NetworkId network, String authority, String name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RevocationList accept(
        TenantId tenant, NetworkId network, String authority, String list) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<RevocationList> revocations(NetworkId network) {
      return List.of();
    }
  }
}
