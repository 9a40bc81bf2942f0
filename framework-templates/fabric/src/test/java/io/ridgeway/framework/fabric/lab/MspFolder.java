package io.ridgeway.framework.fabric.lab;

import io.ridgeway.framework.fabric.channel.Msp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An MSP as the directory that Fabric's programs read. */
final class MspFolder {
  private MspFolder() {}

  static void write(Path folder, Msp msp) throws IOException {
    certificates(folder.resolve("cacerts"), msp.roots());
    certificates(folder.resolve("intermediatecerts"), msp.intermediates());
    certificates(folder.resolve("tlscacerts"), msp.tlsRoots());
    certificates(folder.resolve("tlsintermediatecerts"), msp.tlsIntermediates());
    certificates(folder.resolve("crls"), msp.revocations());
    Files.writeString(
        folder.resolve("config.yaml"),
        """
        NodeOUs:
          Enable: true
          ClientOUIdentifier: {OrganizationalUnitIdentifier: client}
          PeerOUIdentifier: {OrganizationalUnitIdentifier: peer}
          AdminOUIdentifier: {OrganizationalUnitIdentifier: admin}
          OrdererOUIdentifier: {OrganizationalUnitIdentifier: orderer}
        """);
  }

  private static void certificates(Path folder, List<String> pem) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < pem.size(); i++) {
      Files.writeString(folder.resolve(i + ".pem"), pem.get(i));
    }
  }
}
