package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.Proposals;
import io.ridgeway.framework.Proposals.Draft;
import io.ridgeway.framework.Proposals.Member;
import io.ridgeway.framework.SignedElsewhere.Signed;
import io.ridgeway.gateway.bsn.Reply;
import io.ridgeway.gateway.bsn.Request;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The operations of applications on Fabric that keep their users' keys. A proposal has one
 * signature, and a transaction needs its creator's as well: so what only asks goes through, and
 * what would change the ledger takes two steps that the protocol doesn't have.
 */
final class BsnUpload {
  private static final String WOULD_CHANGE =
      "Nothing was changed: this would change the ledger, and Fabric wants the transaction signed"
          + " by whoever signed the proposal, for which node/trans has no step. Send the same"
          + " transData to node/endorse, sign the payload that it answers, and send both to"
          + " node/submit";

  private final Registrar registrar;

  BsnUpload(Registrar registrar) {
    this.registrar = registrar;
  }

  /** Nothing is kept: who may enrol is told by the mac. */
  ObjectNode register(BsnCalls.Call call, Request request) {
    String user = BsnFabric.user(request);
    registrar.register(call.application().id(), user);
    return Reply.object().put("name", user).put("secret", request.text("secret"));
  }

  ObjectNode enrol(BsnCalls.Call call, Request request) {
    return Reply.object()
        .put(
            "cert",
            registrar.enrol(
                call.application().id(), BsnFabric.user(request), request.text("csrPem")));
  }

  /** What the contract answers, if that is all that there is to it. */
  ObjectNode trans(BsnCalls.Call call, Request request, LedgerClient client) {
    Draft draft = agreed(call, request, client);
    if (draft.changes()) {
      throw new LedgerException.Refused(0, WOULD_CHANGE, Optional.empty());
    }
    return BsnFabric.taken(draft.transaction(), draft.answer());
  }

  /** What the user has to sign next. */
  ObjectNode endorse(BsnCalls.Call call, Request request, LedgerClient client) {
    Draft draft = agreed(call, request, client);
    ObjectNode body =
        Reply.object()
            .put("txId", draft.transaction())
            .put("payload", Base64.getEncoder().encodeToString(draft.payload()));
    BsnFabric.answered(body, draft.answer());
    return body;
  }

  ObjectNode submit(BsnCalls.Call call, Request request, LedgerClient client) {
    Proposals ledger = proposals(client);
    Signed transaction =
        new Signed(
            bytes("payload", request.text("payload")),
            bytes("signature", request.text("signature")));
    requireOwn(call, ledger.signer(transaction));
    return BsnFabric.taken(ledger.submit(transaction).transaction(), Content.NONE);
  }

  private static Draft agreed(BsnCalls.Call call, Request request, LedgerClient client) {
    Proposals ledger = proposals(client);
    Signed proposal = ledger.opened(bytes("transData", request.text("transData")));
    requireOwn(call, ledger.signer(proposal));
    return ledger.endorse(proposal);
  }

  private static Proposals proposals(LedgerClient client) {
    if (client instanceof Proposals proposals) {
      return proposals;
    }
    throw new Refusal(
        ProblemType.INVALID, "This network's ledger takes no proposals of others' users.");
  }

  /** An application speaks for its own users, whoever else's signatures it has come by. */
  private static void requireOwn(BsnCalls.Call call, Member signer) {
    String ending = "@" + call.application().appCode();
    if (!signer.organisation().equals(call.application().organisation())
        || !commonName(signer.certificate()).endsWith(ending)) {
      throw new Refusal(
          ProblemType.INVALID,
          "What was sent isn't signed by a user of this application: its creator must be of "
              + call.application().organisation()
              + ", with a certificate whose CN is name"
              + ending
              + ".");
    }
  }

  private static String commonName(String pem) {
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          return String.valueOf(part.getValue());
        }
      }
      return "";
    } catch (CertificateException | InvalidNameException e) {
      return "";
    }
  }

  private static byte[] bytes(String name, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new Refusal(ProblemType.INVALID, name + " must be Base64.");
    }
  }
}
