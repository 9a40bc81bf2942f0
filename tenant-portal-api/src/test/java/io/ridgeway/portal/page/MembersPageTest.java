package io.ridgeway.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.member.HoldingDesk;
import io.ridgeway.engine.member.Invitation;
import io.ridgeway.engine.member.Invitation.State;
import io.ridgeway.engine.member.InvitationDesk;
import io.ridgeway.model.InvitationId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.key.KeyLife;
import io.ridgeway.pages.Form;
import io.ridgeway.pages.RenderedPages;
import io.ridgeway.pages.Theme;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersPageTest {
  private static final Membership BEN =
      new Membership(
          Samples.TENANT,
          new UserId("u-2"),
          "ben <b>",
          TenantRole.DEVELOPER,
          Samples.NOW,
          "ben@example.com");
  private static final Invitation INVITATION =
      new Invitation(
          new InvitationId("v00000000000a"),
          Samples.TENANT,
          "cleo@example.com",
          TenantRole.VIEWER,
          "digest",
          new UserId("u-1"),
          "ada",
          Samples.NOW,
          Optional.empty());

  private final RenderedPages pages = new RenderedPages();

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void anAdministratorChangesRemovesInvitesAndTakesBack(String language) {
    // When
    String page =
        members(
            language, "u-1", true, List.of(new InvitationDesk.Standing(INVITATION, State.OPEN)));

    // Then
    assertThat(page)
        .contains("ben &lt;b&gt;", "ben@example.com", "value=\"u-2\"", "id=\"invite\"")
        .contains("id=\"change-0\"", "id=\"remove-0\"", "id=\"change-1\"", "id=\"remove-1\"")
        .contains("<option value=\"DEVELOPER\" selected>")
        .contains("cleo@example.com", "id=\"withdraw-v00000000000a\"", "data-state=\"OPEN\"")
        .contains(language.equals("en") ? "Leave" : "退出");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void whatEndedIsShownAndNotTakenBack(String language) {
    String page =
        members(
            language,
            "u-1",
            true,
            List.of(
                new InvitationDesk.Standing(INVITATION, State.EXPIRED),
                new InvitationDesk.Standing(INVITATION, State.ACCEPTED)));

    assertThat(page)
        .contains(language.equals("en") ? "Expired" : "已过期")
        .doesNotContain("withdraw-");
    assertThat(members(language, "u-1", true, List.of())).contains("id=\"no-invitations\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void othersOnlyLookAndLeave(String language) {
    // When
    String page = members(language, "u-2", false, List.of());

    // Then
    assertThat(page)
        .contains("ada", "id=\"remove-1\"")
        .doesNotContain(
            "id=\"remove-0\"", "id=\"change-", "id=\"invite\"", "id=\"no-invitations\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void theCodeIsShownOnceAndTypedElsewhere(String language) {
    // When
    String invited =
        shown(
            "member-invited",
            language,
            Map.of("invited", new InvitationDesk.Invited(INVITATION, "rwi_code")));
    String join =
        shown("join", language, Map.of("form", Form.empty(), "email", "cleo@example.com"));
    String nameless = shown("join", language, Map.of("form", Form.empty(), "email", ""));

    // Then
    assertThat(invited).contains("rwi_code", "cleo@example.com", "/organisation/join");
    assertThat(invited).doesNotContain("?code", "/rwi_code");
    assertThat(join).contains("cleo@example.com", "name=\"code\"", "type=\"password\"");
    assertThat(nameless).contains(language.equals("en") ? "give your account one" : "设置邮箱地址");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void whatSomebodyCouldHoldIsListedWithWhereToEndIt(String language) {
    // Given
    List<MembersPage.Held> held =
        Stream.of(HoldingDesk.End.values())
            .map(end -> MembersPage.Held.of(holding(end, end + " <i>")))
            .toList();
    UserId me = new UserId("u-1");

    // When
    String there = holdings(language, held, List.of(BEN), me, true);
    String myself = holdings(language, held, List.of(BEN), BEN.user(), true);
    String gone = holdings(language, List.of(), List.of(), me, false);

    // Then
    assertThat(there)
        .contains("ben &lt;b&gt;", "ROTATION &lt;i&gt;", "id=\"remove\"", "value=\"u-2\"")
        .contains("/webhooks\"", "/clients\"", "/bsn-applications\"", "/managed-keys\"")
        .contains(language.equals("en") ? "Rotate its secret" : "轮换机密")
        .contains(language.equals("en") ? "certified under another name" : "以另一个名称为新的密钥")
        .contains(language.equals("en") ? "that they exported" : "此人导出的托管密钥")
        .contains(language.equals("en") ? "in custody: Disabled" : "托管状态： 已停用")
        .contains(language.equals("en") ? ">Remove<" : ">移除<")
        .doesNotContain("id=\"nothing-held\"", "id=\"cut\"");
    assertThat(myself)
        .contains(language.equals("en") ? ">Leave<" : ">退出<")
        .doesNotContain(language.equals("en") ? ">Remove<" : ">移除<");
    assertThat(gone)
        .contains("id=\"nothing-held\"", "id=\"cut\"")
        .contains(language.equals("en") ? "No member any more" : "已不是成员")
        .doesNotContain("id=\"remove\"", "id=\"held\"");
  }

  @Test
  void aMemberIsOnePartOfAPath() {
    // Given
    Membership odd =
        new Membership(
            Samples.TENANT,
            new UserId("a b/c+d?e"),
            "odd",
            TenantRole.VIEWER,
            Samples.NOW,
            "odd@example.com");

    // When
    String page = members("en", "u-1", true, List.of(), odd);

    // Then
    assertThat(page)
        .contains("href=\"/organisation/members/a%20b%2Fc%2Bd%3Fe\"")
        .contains("href=\"/organisation/members/u-1\"");
  }

  private static HoldingDesk.Holding holding(HoldingDesk.End end, String name) {
    HoldingDesk.Kind kind =
        switch (end) {
          case NEW_APPLICATION -> HoldingDesk.Kind.APPLICATION;
          case NEW_CERTIFICATE -> HoldingDesk.Kind.CERTIFICATE;
          case ROTATION -> HoldingDesk.Kind.WEBHOOK;
          case NEW_KEY -> HoldingDesk.Kind.IMPORTED_KEY;
          case SUCCESSOR -> HoldingDesk.Kind.EXPORTED_KEY;
        };
    return new HoldingDesk.Holding(
        kind,
        "x",
        name,
        Samples.NETWORK,
        Samples.NOW,
        end == HoldingDesk.End.NEW_KEY ? Optional.of(KeyLife.State.DISABLED) : Optional.empty(),
        end);
  }

  private String holdings(
      String language,
      List<MembersPage.Held> held,
      List<Membership> members,
      UserId me,
      boolean complete) {
    return shown(
        "member-holdings",
        language,
        Map.of("held", held, "members", members, "me", me, "complete", complete));
  }

  private String members(
      String language, String me, boolean administers, List<InvitationDesk.Standing> invitations) {
    return members(language, me, administers, invitations, BEN);
  }

  private String members(
      String language,
      String me,
      boolean administers,
      List<InvitationDesk.Standing> invitations,
      Membership other) {
    Map<String, Object> data = new HashMap<>();
    data.put("members", List.of(Samples.member(), other));
    data.put("me", new UserId(me));
    data.put("administers", administers);
    data.put("invitations", invitations);
    data.put("roles", TenantRole.values());
    data.put("form", Form.empty());
    return shown("members", language, data);
  }

  private String shown(String template, String language, Map<String, Object> data) {
    String page =
        pages.page("portal/" + template, Locale.forLanguageTag(language), Theme.LIGHT, "", data);
    RenderedPages.keep(template + "-" + language, page);
    assertThat(page).doesNotContain("members.", "msg:");
    return page;
  }
}
