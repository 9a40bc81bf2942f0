package io.ridgeway.example.fabric.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.Gateway;
import org.hyperledger.fabric.client.GatewayException;
import org.hyperledger.fabric.client.Hash;
import org.hyperledger.fabric.client.Proposal;
import org.hyperledger.fabric.client.identity.Identities;
import org.hyperledger.fabric.client.identity.Signers;
import org.hyperledger.fabric.client.identity.X509Identity;

/**
 * Calls one function of a contract, and prints its answer: {@code PROFILE CERTIFICATE KEY
 * submit|evaluate CONTRACT FUNCTION [ARGUMENT…]}. What must be in no block is submitted by the
 * variable {@code TRANSIENT}, {@code NAME=VALUE}. With {@code VIA=gateway} it calls Ridgeway's
 * gateway in place of a peer, where the profile has {@code x-gateway}.
 */
public final class Client {
  private static final int SECONDS = 30;

  private Client() {}

  public static void main(String[] args) throws Exception {
    try {
      call(args);
    } catch (GatewayException e) {
      System.err.println(e.getMessage());
      e.getDetails().forEach(d -> System.err.println("  " + d.getMspId() + ": " + d.getMessage()));
      System.exit(1);
    }
  }

  private static void call(String[] args) throws Exception {
    if (args.length < 6 || !List.of("submit", "evaluate").contains(args[3])) {
      System.err.println(
          "usage: PROFILE CERTIFICATE KEY submit|evaluate CONTRACT FUNCTION [ARGUMENT...]");
      System.exit(2);
    }
    JsonNode profile = new ObjectMapper().readTree(Path.of(args[0]).toFile());
    String owner = profile.at("/client/organization").asText();
    JsonNode organisation = profile.path("organizations").path(owner);
    String channel = profile.path("channels").fieldNames().next();

    var certificate = Identities.readX509Certificate(Files.newBufferedReader(Path.of(args[1])));
    var key = Identities.readPrivateKey(Files.newBufferedReader(Path.of(args[2])));
    ManagedChannel connection =
        "gateway".equals(System.getenv("VIA"))
            ? connect(profile.path("x-gateway"), new File(args[1]), new File(args[2]))
            // One peer of our own organisation; it finds the others and the orderers itself.
            : connect(profile.path("peers").path(organisation.at("/peers/0").asText()));
    try (Gateway gateway =
        Gateway.newInstance()
            .identity(new X509Identity(organisation.path("mspid").asText(), certificate))
            .signer(Signers.newPrivateKeySigner(key))
            .hash(Hash.SHA256)
            .connection(connection)
            .evaluateOptions(o -> o.withDeadlineAfter(SECONDS, TimeUnit.SECONDS))
            .endorseOptions(o -> o.withDeadlineAfter(SECONDS, TimeUnit.SECONDS))
            .submitOptions(o -> o.withDeadlineAfter(SECONDS, TimeUnit.SECONDS))
            .commitStatusOptions(o -> o.withDeadlineAfter(SECONDS, TimeUnit.SECONDS))
            .connect()) {
      Contract contract = gateway.getNetwork(channel).getContract(args[4]);
      String[] arguments = Arrays.copyOfRange(args, 6, args.length);
      byte[] answer =
          args[3].equals("submit")
              ? submit(contract, args[5], arguments)
              : contract.evaluateTransaction(args[5], arguments);
      System.out.println(new String(answer, StandardCharsets.UTF_8));
    } finally {
      connection.shutdownNow().awaitTermination(SECONDS, TimeUnit.SECONDS);
    }
  }

  private static byte[] submit(Contract contract, String function, String[] arguments)
      throws Exception {
    Proposal.Builder proposal = contract.newProposal(function).addArguments(arguments);
    String[] hidden = System.getenv().getOrDefault("TRANSIENT", "").split("=", 2);
    if (hidden.length == 2) {
      // For the contract at the peers alone: it is in no block.
      proposal.putTransient(hidden[0], hidden[1]);
    }
    return proposal.build().endorse().submit();
  }

  /** To a peer, which asks for no certificate at TLS. */
  private static ManagedChannel connect(JsonNode peer) throws IOException {
    return connect(peer, trusting(peer));
  }

  /** To Ridgeway's gateway, which knows us by our certificate. */
  private static ManagedChannel connect(JsonNode gateway, File certificate, File key)
      throws IOException {
    return connect(gateway, trusting(gateway).keyManager(certificate, key));
  }

  private static ManagedChannel connect(JsonNode to, TlsChannelCredentials.Builder tls) {
    URI url = URI.create(to.path("url").asText());
    return Grpc.newChannelBuilder(url.getAuthority(), tls.build()).build();
  }

  private static TlsChannelCredentials.Builder trusting(JsonNode who) throws IOException {
    TlsChannelCredentials.Builder tls = TlsChannelCredentials.newBuilder();
    JsonNode root = who.at("/tlsCACerts/pem");
    if (root.isTextual()) {
      tls.trustManager(new ByteArrayInputStream(root.asText().getBytes(StandardCharsets.US_ASCII)));
    }
    return tls;
  }
}
