package io.ridgeway.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.Drafts;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.Proposals;
import io.ridgeway.framework.Proposals.Draft;
import io.ridgeway.framework.SignedElsewhere;
import io.ridgeway.framework.SignedElsewhere.Signed;
import io.ridgeway.framework.Submission;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** What ledgers do for those who keep their keys. Blocks; thread-safe. */
final class SignedCalls {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SignedCalls() {}

  /** The next thing to sign: a proposal, or the transaction that members agreed to. */
  static Buffer prepare(LedgerClient ledger, SignedRequest request) {
    if (request instanceof SignedRequest.Drafting wanted) {
      return draft(drafts(ledger).draft(wanted.call(), wanted.account()), wanted.account());
    }
    Proposals proposals = proposals(ledger);
    if (request instanceof SignedRequest.Preparation wanted) {
      return draft("proposal", proposals.propose(wanted.call(), wanted.member()));
    }
    return draft("transaction", proposals.endorse(((SignedRequest.Of) request).signed()));
  }

  static Content evaluate(LedgerClient ledger, Signed proposal) {
    return proposals(ledger).evaluate(proposal);
  }

  static Submission submit(LedgerClient ledger, SignedRequest.Of transaction) {
    if (transaction.account().isPresent()) {
      return drafts(ledger).submit(transaction.signed(), transaction.account().get());
    }
    if (ledger instanceof SignedElsewhere elsewhere) {
      return elsewhere.submit(transaction.signed());
    }
    throw new Refusal(
        ProblemType.INVALID, "This ledger takes no transactions that were signed elsewhere.");
  }

  private static Drafts drafts(LedgerClient ledger) {
    if (ledger instanceof Drafts drafts) {
      return drafts;
    }
    throw new Refusal(
        ProblemType.INVALID,
        "No transaction is drafted for an account of this ledger: leave account out.");
  }

  private static Proposals proposals(LedgerClient ledger) {
    if (ledger instanceof Proposals proposals) {
      return proposals;
    }
    throw new Refusal(
        ProblemType.INVALID,
        ledger instanceof Drafts
            ? "Accounts of this ledger have no certificates: name the account that signs as"
                + " account, in place of organisation and certificate."
            : "Nothing is prepared for this ledger: its libraries make transactions and sign"
                + " them.");
  }

  private static Buffer draft(Drafts.Draft draft, String account) {
    return Buffer.buffer(
        JSON.createObjectNode()
            .put("step", "transaction")
            .put("account", account)
            .put("payload", "0x" + HexFormat.of().formatHex(draft.payload()))
            .put("digest", HexFormat.of().formatHex(draft.digest()))
            .toString());
  }

  private static Buffer draft(String step, Draft draft) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("step", step)
            .put("transaction", draft.transaction())
            .put("payload", Base64.getEncoder().encodeToString(draft.payload()))
            .put("digest", HexFormat.of().formatHex(sha256(draft.payload())));
    if (!draft.answer().isEmpty()) {
      body.put("result", draft.answer().text());
      if (draft.answer().base64()) {
        body.put("resultEncoding", "base64");
      }
    }
    return Buffer.buffer(body.toString());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
