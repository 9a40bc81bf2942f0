package io.ridgeway.example.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What each contract does and refuses, on a ledger in memory. */
class ContractsTest {
  private static final String HASH = "ab".repeat(32);
  private static final String OTHER = "cd".repeat(32);

  @Test
  void aHashIsDepositedOnce() {
    // Given
    Stubs ledger = new Stubs(new Depositary());
    // When
    String deposit = ledger.accepted("Alpha", "deposit", HASH, "lease of 2026");
    // Then
    assertThat(deposit)
        .isEqualTo(
            "{\"hash\":\""
                + HASH
                + "\",\"note\":\"lease of 2026\",\"depositor\":\"Alpha\","
                + "\"at\":\"2026-11-21T00:00:00Z\",\"transaction\":\"tx-1\"}");
    assertThat(ledger.accepted("Beta", "find", HASH)).isEqualTo(deposit);
    assertThat(ledger.refused("Beta", "deposit", HASH, "mine"))
        .isEqualTo("That hash was deposited by Alpha at 2026-11-21T00:00:00Z.");
    assertThat(ledger.accepted("Beta", "find", HASH)).isEqualTo(deposit);
  }

  @Test
  void whatIsNoHashIsRefused() {
    Stubs ledger = new Stubs(new Depositary());
    assertThat(ledger.refused("Alpha", "deposit", "AB".repeat(32), "x"))
        .isEqualTo("A hash is SHA-256 in 64 hex digits, in lower case.");
    assertThat(ledger.refused("Alpha", "find", OTHER))
        .isEqualTo("There is no deposit " + OTHER + ".");
    assertThat(ledger.refused("Alpha", "deposit", HASH))
        .isEqualTo("deposit takes [hash, note], not 1 arguments.");
    assertThat(ledger.refused("Alpha", "burn"))
        .isEqualTo("There is no function burn; there are [deposit, find].");
  }

  @Test
  void aContractIsConcludedWithTheLastParty() {
    // Given
    Stubs ledger = new Stubs(new Notary());
    ledger.accepted("Alpha", "draft", "lease-7", HASH, "Beta,Alpha");
    // When
    String half = ledger.accepted("Alpha", "agree", "lease-7", HASH);
    // Then
    assertThat(half).contains("\"status\":\"OPEN\"");
    assertThat(ledger.refused("Alpha", "agree", "lease-7", HASH))
        .isEqualTo("Alpha has agreed already.");
    assertThat(ledger.refused("Beta", "agree", "lease-7", OTHER))
        .isEqualTo("Contract lease-7 has another hash: you were shown another document.");
    assertThat(ledger.refused("Gamma", "agree", "lease-7", HASH))
        .isEqualTo("Gamma is no party of contract lease-7.");
    // When
    String whole = ledger.accepted("Beta", "agree", "lease-7", HASH);
    // Then
    assertThat(whole).contains("\"status\":\"CONCLUDED\"", "\"parties\":[\"Alpha\",\"Beta\"]");
    assertThat(ledger.events()).containsExactly("Concluded lease-7");
    assertThat(ledger.refused("Beta", "refuse", "lease-7", "too late"))
        .isEqualTo("Contract lease-7 is CONCLUDED.");
  }

  @Test
  void aContractIsDraftedByAPartyAndEndsWhenOneRefuses() {
    Stubs ledger = new Stubs(new Notary());
    assertThat(ledger.refused("Gamma", "draft", "lease-8", HASH, "Alpha,Beta"))
        .startsWith("A contract has at least two parties");
    ledger.accepted("Alpha", "draft", "lease-8", HASH, "Alpha,Beta");
    assertThat(ledger.refused("Beta", "draft", "lease-8", HASH, "Alpha,Beta"))
        .isEqualTo("There is a contract lease-8 already.");
    assertThat(ledger.accepted("Beta", "refuse", "lease-8", "the rent"))
        .contains("\"status\":\"REFUSED\"", "\"reason\":\"Beta: the rent\"");
    assertThat(ledger.accepted("Gamma", "read", "lease-8")).contains("REFUSED");
  }

  @Test
  void aProductGoesFromHandToHand() {
    // Given
    Stubs ledger = new Stubs(new Traceability());
    ledger.accepted("Alpha", "register", "lot-1", "tea, 20 kg");
    ledger.accepted("Alpha", "note", "lot-1", "dried");
    // When
    ledger.accepted("Alpha", "hand", "lot-1", "Beta");
    // Then
    assertThat(ledger.refused("Beta", "note", "lot-1", "packed"))
        .isEqualTo("Product lot-1 is with Alpha.");
    assertThat(ledger.refused("Gamma", "take", "lot-1"))
        .isEqualTo("Product lot-1 is not handed to Gamma.");
    // When
    ledger.accepted("Beta", "take", "lot-1");
    // Then
    assertThat(ledger.accepted("Gamma", "trace", "lot-1"))
        .contains("\"holder\":\"Beta\"", "\"handedTo\":\"\"")
        .containsSubsequence("registered", "dried", "handed to Beta", "taken");
    assertThat(ledger.refused("Alpha", "hand", "lot-1", "Gamma"))
        .isEqualTo("Product lot-1 is with Beta.");
    assertThat(ledger.refused("Beta", "hand", "lot-1", "Beta")).isEqualTo("Beta has it already.");
    assertThat(ledger.refused("Beta", "register", "lot-1", "again"))
        .isEqualTo("There is a product lot-1 already.");
  }

  @Test
  void aPartysOwnNoteIsInNoBlockAndCanBePurged() {
    // Given
    Stubs ledger = new Stubs(new Notary());
    ledger.accepted("alpha", "draft", "lease-1", "ab".repeat(32), "alpha,beta");
    ledger.sending("annex", "Ann Smith, born 1980");

    // When
    String answer = ledger.accepted("alpha", "attach", "lease-1", "_implicit_org_alpha");

    // Then
    assertThat(answer).contains("_implicit_org_alpha").doesNotContain("Ann");
    assertThat(ledger.accepted("alpha", "attached", "lease-1", "_implicit_org_alpha"))
        .contains("Ann Smith");
    assertThat(ledger.refused("alpha", "attached", "lease-2", "_implicit_org_alpha"))
        .contains("There is nothing");
    assertThat(ledger.refused("gamma", "attach", "lease-1", "_implicit_org_alpha"))
        .contains("no party");

    // When
    ledger.sending("keys", "[\"lease-1\"]");
    assertThat(ledger.refused("beta", "purge", "_implicit_org_alpha"))
        .contains("Only its own organisation");
    assertThat(ledger.accepted("alpha", "purge", "_implicit_org_alpha"))
        .isEqualTo("{\"collection\":\"_implicit_org_alpha\",\"keys\":1}");

    // Then
    assertThat(ledger.hidden()).isEmpty();
    assertThat(ledger.refused("alpha", "purge", "_implicit_org_alpha"))
        .contains("There is nothing under one of the keys");
  }

  @Test
  void aPurgeWithoutKeysIsToldWhatIsMissing() {
    Stubs ledger = new Stubs(new Notary());
    assertThat(ledger.refused("alpha", "purge", "_implicit_org_alpha"))
        .isEqualTo("Send keys in the transient field keys.");
    assertThat(ledger.sending("keys", "lease-1").refused("alpha", "purge", "_implicit_org_alpha"))
        .isEqualTo("keys is a JSON array of texts.");
    assertThat(ledger.sending("keys", "[]").refused("alpha", "purge", "_implicit_org_alpha"))
        .startsWith("Name the keys");
  }
}
