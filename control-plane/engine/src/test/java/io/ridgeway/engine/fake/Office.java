package io.ridgeway.engine.fake;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.CreditLimits;
import io.ridgeway.billing.Party;
import io.ridgeway.billing.PriceBooks;
import io.ridgeway.billing.Quote;
import io.ridgeway.billing.Quotes;
import io.ridgeway.billing.TaxRate;
import io.ridgeway.billing.Term;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.account.CreditCheck;
import io.ridgeway.engine.account.CreditTerms;
import io.ridgeway.engine.account.InvoiceDesk;
import io.ridgeway.engine.account.Metering;
import io.ridgeway.engine.account.Receivables;
import io.ridgeway.engine.account.Seller;
import io.ridgeway.engine.approval.Asking;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.catalogue.Catalogue;
import io.ridgeway.engine.catalogue.CityNodeEntry.Heard;
import io.ridgeway.engine.change.Beginning;
import io.ridgeway.engine.change.ChangeDesk;
import io.ridgeway.engine.change.Precedence;
import io.ridgeway.engine.change.RevocationDesk;
import io.ridgeway.engine.explorer.ExplorerDesk;
import io.ridgeway.engine.explorer.LedgerReader;
import io.ridgeway.engine.gateway.ApplicationDesk;
import io.ridgeway.engine.gateway.ClientDesk;
import io.ridgeway.engine.gateway.CredentialDesk;
import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.engine.gateway.KeyExportDesk;
import io.ridgeway.engine.gateway.KeyLifeDesk;
import io.ridgeway.engine.gateway.KeySweep;
import io.ridgeway.engine.host.Hosts;
import io.ridgeway.engine.member.InvitationDesk;
import io.ridgeway.engine.member.MemberDesk;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.engine.order.EndedTerms;
import io.ridgeway.engine.order.Order;
import io.ridgeway.engine.order.OrderDesk;
import io.ridgeway.engine.order.OrderPolicy;
import io.ridgeway.engine.order.QuoteDesk;
import io.ridgeway.engine.order.Terms;
import io.ridgeway.engine.tenant.TenantDesk;
import io.ridgeway.engine.webhook.CallbackDesk;
import io.ridgeway.engine.webhook.WebhookDesk;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.callback.CallbackRules;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Every desk over one store in memory, one city node ({@code local-1}, under US law), and one
 * tenant, unverified, with a member in each role.
 */
public final class Office {
  public static final CityNodeId CITY = new CityNodeId("local-1");
  private static final Seller SELLER =
      new Seller(new Party("Ridgeway", List.of(), ""), TaxRate.NONE, 30);

  public final InMemoryStore store = new InMemoryStore();
  public final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-03-01T10:00:00Z"));
  public final OneFramework framework = new OneFramework();
  public final Actor admin = person("mei");
  public final Actor developer = person("dev");
  public final Actor viewer = person("vera");
  public final Actor stranger = person("sam");
  public final Actor operator = new Actor(new UserId("olga"), "olga", Set.of(RealmRole.OPERATOR));

  private final Access access = new Access(store, store.memberships);
  public final InMemoryAuthorities authorities = new InMemoryAuthorities(store, clock);
  private final PriceBooks prices = PriceBooks.shipped();
  private final Catalogue catalogue =
      new Catalogue(
          store, framework, store.cityNodes, prices, new Hosts(store.networks, framework), clock);

  private final CreditCheck credit =
      new CreditCheck(
          store.credit,
          new CreditTerms(CreditLimits.of(List.of(Amount.of("1000.00", "USD")))),
          SELLER);

  public final TenantDesk tenants =
      new TenantDesk(
          store, access, store.tenants, store.memberships, store.audit, store.schedule, clock);
  public final MemberDesk members =
      new MemberDesk(
          store, access, store.memberships, store.credentials, store.audit, store.schedule, clock);
  public final InvitationDesk invitations =
      new InvitationDesk(
          store,
          access,
          store.memberships,
          store.invitations,
          store.audit,
          store.schedule,
          new SecureRandom(),
          clock);
  private final Terms terms = new Terms(store.orders, clock);
  private final Beginning beginning =
      new Beginning(store.networks, store.operations, store.audit, store.schedule, clock);
  private final ChangeDesk changes =
      new ChangeDesk(
          store,
          store.networks,
          beginning,
          catalogue,
          framework,
          store.cityNodes,
          store.contracts,
          authorities,
          store.custody,
          new Metering(store.usage),
          clock);
  public final QuoteDesk quotes =
      new QuoteDesk(
          store, access, catalogue, store.orders, new Quotes(prices, clock), changes, terms);
  public final OrderDesk orders = ordersWith(Set.of());
  public final NetworkDesk networks =
      new NetworkDesk(
          store,
          access,
          store.networks,
          store.operations,
          store.orders,
          store.credentials,
          store.audit,
          store.schedule,
          clock);
  public final EndedTerms endedTerms =
      new EndedTerms(store, access, store.orders, store.networks, clock);
  public final CredentialDesk credentials =
      new CredentialDesk(
          store,
          access,
          store.memberships,
          store.networks,
          store.credentials,
          store.audit,
          new SecureRandom(),
          clock);
  public final KeyDesk keys =
      new KeyDesk(
          store,
          access,
          store.networks,
          store.custody,
          store.custody,
          store.custody,
          authorities,
          framework,
          new Asking(store.approvals, clock),
          store.audit,
          clock);
  public final KeyLifeDesk keyLives =
      new KeyLifeDesk(
          store,
          access,
          store.networks,
          store.custody,
          keys,
          authorities,
          framework,
          store.audit,
          clock);
  public final KeyExportDesk keyExports =
      new KeyExportDesk(
          store,
          access,
          store.networks,
          store.keyExports,
          store.custody,
          store.custody,
          keys,
          store.audit,
          clock);
  public final KeySweep keySweep =
      new KeySweep(store, store.networks, store.custody, store.audit, clock);
  public final ClientDesk clients =
      new ClientDesk(
          store, access, store.networks, store.custody, authorities, framework, store.audit, clock);
  public final ApplicationDesk applications =
      new ApplicationDesk(
          store,
          access,
          store.networks,
          store.applications,
          store.custody,
          new PlainPairs(),
          keys,
          clients,
          framework,
          store.audit,
          clock);
  public final CallbackRules callbackRules = new CallbackRules(false, Set.of("127.0.0.1"));
  public final WebhookDesk webhooks =
      new WebhookDesk(
          store,
          access,
          store.networks,
          store.applications,
          store.webhooks,
          callbackRules,
          new PlainSecrets(),
          store.audit,
          new SecureRandom(),
          clock);
  public final CallbackDesk callbacks =
      new CallbackDesk(store, store.applications, store.webhooks, webhooks, callbackRules, clock);
  private final Precedence precedence =
      new Precedence(
          store.networks, store.operations, new Asking(store.approvals, clock), beginning, clock);
  public final RevocationDesk revocations =
      new RevocationDesk(
          store, access, store.networks, framework, authorities, precedence, beginning);
  public final InvoiceDesk invoices =
      new InvoiceDesk(
          store,
          access,
          store.tenants,
          store.orders,
          store.usage,
          store.invoices,
          store.audit,
          store.schedule,
          SELLER,
          clock);
  public final Receivables receivables =
      new Receivables(
          store, access, store.tenants, store.invoices, store.credit, credit, store.audit, clock);

  public final TenantId tenant = tenants.signUp(admin, "Fuji Tea", "US").id();

  public Office() {
    store.custody.clock = clock;
    store.runAsSystem(
        () -> {
          enrol(developer, TenantRole.DEVELOPER);
          enrol(viewer, TenantRole.VIEWER);
          register(CityNode.State.ACTIVE);
          Resources plenty = new Resources(64_000, 65_536, 1_000);
          store.cityNodes.heard(
              CITY,
              new Heard(
                  new Capacity(plenty, plenty),
                  Set.of(OneFramework.SOFTWARE),
                  clock.instant(),
                  ""));
        });
  }

  public static Actor person(String name) {
    return new Actor(new UserId(name), name, Set.of());
  }

  /** A person with the address {@code NAME@example.com}. */
  public static Actor reachable(String name) {
    return new Actor(
        new UserId(name), name, Set.of(), Optional.empty(), Optional.of(name + "@example.com"));
  }

  /** That person comes to the tenant, invited by its administrator. */
  public Membership come(Actor person, TenantRole role) {
    String email = person.email().orElseThrow();
    return invitations.join(person, invitations.invite(admin, tenant, email, role).code());
  }

  public OrderDesk ordersWith(Set<String> verifiedIn) {
    return new OrderDesk(
        store,
        access,
        catalogue,
        store.cityNodes,
        store.tenants,
        credit,
        store.orders,
        store.idempotency,
        store.networks,
        store.operations,
        store.audit,
        store.schedule,
        new OrderPolicy(verifiedIn),
        changes,
        terms,
        clock);
  }

  /** The explorer over that ledger. */
  public ExplorerDesk explorer(LedgerReader ledger) {
    return new ExplorerDesk(
        store,
        access,
        store.networks,
        framework,
        store.knownContracts,
        store.contracts,
        ledger,
        store.audit,
        clock);
  }

  /** The city node takes no more orders. */
  public void closeCity() {
    store.runAsSystem(() -> register(CityNode.State.DISABLED));
  }

  public NetworkSpec spec(String name) {
    return new NetworkSpec(
        name,
        new Framework("ethereum", "1"),
        Tier.DEDICATED,
        Map.of("validator", 4, "rpc", 1),
        Map.of(),
        List.of(CITY),
        10,
        10);
  }

  public Quote quote(String name) {
    return quotes.quote(admin, tenant, spec(name), Term.ANNUAL, "USD");
  }

  public Order order(String name) {
    return orders.place(
        admin, tenant, quote(name).id(), true, "key of " + name, "digest of " + name);
  }

  /** What is under way of the network is over, and it works. */
  public void finish(NetworkId id) {
    store.runAsSystem(
        () -> {
          Operation o = store.operations.running(id).orElseThrow();
          store.operations.update(o.ended(Operation.State.SUCCEEDED, clock.instant()));
          store.networks.keep(store.networks.get(id).readyFrom(clock.instant()));
        });
  }

  public Network network(NetworkId id) {
    return store.asSystem(() -> store.networks.get(id));
  }

  /** Its genesis is made. */
  public void born(NetworkId id, Map<String, String> record) {
    change(id, network -> network.with(network.made().born(record)));
  }

  public void ready(NetworkId id) {
    change(id, network -> network.readyFrom(clock.instant()));
  }

  private void change(NetworkId id, UnaryOperator<Network> how) {
    store.runAsSystem(() -> store.networks.keep(how.apply(store.networks.get(id))));
  }

  /** What was done, newest first. */
  public List<String> done() {
    return store.asSystem(() -> store.audit.list(Page.Request.first())).items().stream()
        .map(AuditEvent::action)
        .toList();
  }

  private void enrol(Actor actor, TenantRole role) {
    store.memberships.insert(
        new Membership(tenant, actor.user(), actor.name(), role, clock.instant()));
  }

  private void register(CityNode.State state) {
    store.cityNodes.put(
        new CityNode(CITY, "Here", "US", "US", "operator", "local", 1_000, state), Map.of());
  }
}
