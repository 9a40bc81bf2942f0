package io.ridgeway.framework.fabric.lab;

import io.ridgeway.framework.fabric.channel.Consenter;
import io.ridgeway.framework.fabric.channel.Member;
import io.ridgeway.framework.fabric.channel.Msp;
import io.ridgeway.framework.fabric.channel.OrderingOrganisation;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import io.ridgeway.model.place.HostPort;
import java.util.List;

/** An organisation with an authority for enrolment and one for TLS. */
public final class TestOrganisation {
  private final String name;
  private final TestAuthority enrolment;
  private final TestAuthority tls;
  private final TestIdentity admin;

  public TestOrganisation(String name) {
    this.name = name;
    this.enrolment = new TestAuthority("ca." + name);
    this.tls = new TestAuthority("tlsca." + name);
    this.admin = enrolment.enrol("admin." + name, "admin");
  }

  public String name() {
    return name;
  }

  public TestAuthority enrolment() {
    return enrolment;
  }

  public TestAuthority tls() {
    return tls;
  }

  public TestIdentity admin() {
    return admin;
  }

  public SigningIdentity administrator() {
    return admin.signing(name);
  }

  public Msp msp() {
    return new Msp(name, enrolment.certificate(), tls.certificate());
  }

  public Member member(HostPort... anchors) {
    return new Member(name, msp(), List.of(anchors), Member.Kind.FULL);
  }

  public Member observer(HostPort... anchors) {
    return new Member(name, msp(), List.of(anchors), Member.Kind.OBSERVER);
  }

  public OrderingOrganisation orders(HostPort... endpoints) {
    return new OrderingOrganisation(name, msp(), List.of(endpoints));
  }

  public Consenter consenter(int id, HostPort at) {
    String certificate = tls.tls("orderer-" + id, at.host()).certificate();
    return new Consenter(
        id,
        at,
        name,
        enrolment.enrol("orderer-" + id, "orderer").certificate(),
        certificate,
        certificate);
  }
}
