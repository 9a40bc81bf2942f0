package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.ByteString;
import java.util.List;
import org.hyperledger.fabric.protos.msp.FabricCryptoConfig;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;
import org.hyperledger.fabric.protos.msp.MSPConfig;

/**
 * What a channel must know of an organisation to tell its identities: a membership service provider
 * without any private part.
 *
 * <p>Roles come from the certificates' OU ({@code client, peer, admin, orderer}), whichever of the
 * organisation's authorities issued them: so that an authority can be renewed by adding its
 * successor.
 *
 * @param id the MSP id, as policies name it
 * @param roots enrolment root certificates, PEM, at least one
 * @param intermediates enrolment intermediate certificates, PEM
 * @param tlsRoots TLS root certificates, PEM, at least one
 * @param tlsIntermediates TLS intermediate certificates, PEM
 * @param revocations certificate revocation lists, PEM
 */
public record Msp(
    String id,
    List<String> roots,
    List<String> intermediates,
    List<String> tlsRoots,
    List<String> tlsIntermediates,
    List<String> revocations) {
  /** With one authority for enrolment and one for TLS, each its own root. */
  public Msp(String id, String root, String tlsRoot) {
    this(id, List.of(root), List.of(), List.of(tlsRoot), List.of(), List.of());
  }

  public Msp {
    if (!id.matches("[A-Za-z0-9][-.A-Za-z0-9]{0,62}")) {
      throw new IllegalArgumentException(
          "an MSP id has 1 to 63 of A-Z, a-z, 0-9, '-' and '.' and starts with a letter or digit");
    }
    roots = List.copyOf(roots);
    intermediates = List.copyOf(intermediates);
    tlsRoots = List.copyOf(tlsRoots);
    tlsIntermediates = List.copyOf(tlsIntermediates);
    revocations = List.copyOf(revocations);
    if (roots.isEmpty() || tlsRoots.isEmpty()) {
      throw new IllegalArgumentException("an MSP has a root for enrolment and one for TLS");
    }
  }

  /** What an end of TLS of the organisation's is told by: roots and intermediates, PEM. */
  public String tlsAuthorities() {
    return String.join("", tlsRoots) + String.join("", tlsIntermediates);
  }

  MSPConfig message() {
    FabricMSPConfig fabric =
        FabricMSPConfig.newBuilder()
            .setName(id)
            .addAllRootCerts(bytes(roots))
            .addAllIntermediateCerts(bytes(intermediates))
            .addAllTlsRootCerts(bytes(tlsRoots))
            .addAllTlsIntermediateCerts(bytes(tlsIntermediates))
            .addAllRevocationList(bytes(revocations))
            .setCryptoConfig(
                FabricCryptoConfig.newBuilder()
                    .setSignatureHashFamily("SHA2")
                    .setIdentityIdentifierHashFunction("SHA256"))
            .setFabricNodeOus(
                FabricNodeOUs.newBuilder()
                    .setEnable(true)
                    .setClientOuIdentifier(unit("client"))
                    .setPeerOuIdentifier(unit("peer"))
                    .setAdminOuIdentifier(unit("admin"))
                    .setOrdererOuIdentifier(unit("orderer")))
            .build();
    // Type 0 is X.509.
    return MSPConfig.newBuilder().setType(0).setConfig(fabric.toByteString()).build();
  }

  private static FabricOUIdentifier unit(String name) {
    return FabricOUIdentifier.newBuilder().setOrganizationalUnitIdentifier(name).build();
  }

  private static List<ByteString> bytes(List<String> pem) {
    return pem.stream().map(ByteString::copyFromUtf8).toList();
  }
}
