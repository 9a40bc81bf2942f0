package io.ridgeway.keys.certificate;

import io.ridgeway.model.certificate.Hosts;
import io.ridgeway.model.certificate.Subject;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Subjects and hosts as X.509 writes them. */
final class Names {
  private Names() {}

  /** From the broadest to the narrowest: O, OU, CN. */
  static X500Name of(Subject subject) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    subject.organisation().ifPresent(o -> name.addRDN(BCStyle.O, o));
    subject.units().forEach(unit -> name.addRDN(BCStyle.OU, unit));
    return name.addRDN(BCStyle.CN, subject.commonName()).build();
  }

  static GeneralNames of(List<String> hosts) {
    return new GeneralNames(hosts.stream().map(Names::host).toArray(GeneralName[]::new));
  }

  private static GeneralName host(String host) {
    return new GeneralName(
        Hosts.isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host);
  }
}
