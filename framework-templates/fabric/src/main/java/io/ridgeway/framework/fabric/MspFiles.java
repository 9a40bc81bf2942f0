package io.ridgeway.framework.fabric;

import io.ridgeway.framework.fabric.channel.Msp;
import io.ridgeway.framework.renderer.Templates;
import io.ridgeway.model.deploy.ConfigFile;
import io.ridgeway.model.deploy.SecretFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The files by which a node knows itself, its organisation and its end of TLS. */
final class MspFiles {
  static final String TLS_CERTIFICATE = "tls/server.crt";
  static final String TLS_ROOTS = "tls/ca.crt";
  static final String TLS_KEY = "tls.key";
  private static final String ENROLMENT_KEY = "enrolment.key";

  private MspFiles() {}

  static List<ConfigFile> files(Msp msp, NodeIdentity identity, Templates templates) {
    List<ConfigFile> files = new ArrayList<>();
    files.add(new ConfigFile("msp/config.yaml", templates.render("msp-config.yaml.vm", Map.of())));
    files.add(new ConfigFile("msp/signcerts/cert.pem", identity.enrolment()));
    certificates(files, "msp/cacerts", msp.roots());
    certificates(files, "msp/intermediatecerts", msp.intermediates());
    certificates(files, "msp/tlscacerts", msp.tlsRoots());
    certificates(files, "msp/tlsintermediatecerts", msp.tlsIntermediates());
    certificates(files, "msp/crls", msp.revocations());
    certificates(files, "msp/admincerts", identity.caretakers());
    // Who has the root alone is shown what leads to it.
    files.add(
        new ConfigFile(TLS_CERTIFICATE, identity.tls() + String.join("", msp.tlsIntermediates())));
    files.add(new ConfigFile(TLS_ROOTS, msp.tlsAuthorities()));
    return files;
  }

  static List<SecretFile> secrets(NodeIdentity identity) {
    return List.of(
        new SecretFile(ENROLMENT_KEY, identity.enrolmentKey(), SecretFile.Format.P256_PEM),
        new SecretFile(TLS_KEY, identity.tlsKey(), SecretFile.Format.P256_PEM));
  }

  private static void certificates(List<ConfigFile> files, String folder, List<String> pem) {
    for (int i = 0; i < pem.size(); i++) {
      files.add(new ConfigFile(folder + "/" + (i + 1) + ".pem", pem.get(i)));
    }
  }
}
