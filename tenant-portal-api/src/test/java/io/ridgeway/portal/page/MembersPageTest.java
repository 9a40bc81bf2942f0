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
import io.ridgeway.pages.Form;
import io.ridgeway.pages.RenderedPages;
import io.ridgeway.pages.Theme;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
        Stream.of(HoldingDesk.Kind.values())
            .map(
                kind ->
                    MembersPage.Held.of(
                        new HoldingDesk.Holding(
                            kind, "x", kind + " <i>", Samples.NETWORK, Samples.NOW)))
            .toList();

    // When
    String there =
        shown("member-holdings", language, Map.of("held", held, "members", List.of(BEN)));
    String gone =
        shown("member-holdings", language, Map.of("held", List.of(), "members", List.of()));

    // Then
    assertThat(there)
        .contains("ben &lt;b&gt;", "WEBHOOK &lt;i&gt;", "id=\"remove\"", "value=\"u-2\"")
        .contains("/webhooks\"", "/clients\"", "/bsn-applications\"", "/managed-keys\"")
        .contains(language.equals("en") ? "Rotate its secret" : "轮换机密")
        .contains(language.equals("en") ? "that they exported" : "此人导出的托管密钥")
        .doesNotContain("id=\"nothing-held\"");
    assertThat(gone)
        .contains("id=\"nothing-held\"")
        .contains(language.equals("en") ? "No member any more" : "已不是成员")
        .doesNotContain("id=\"remove\"", "id=\"held\"");
  }

  private String members(
      String language, String me, boolean administers, List<InvitationDesk.Standing> invitations) {
    Map<String, Object> data = new HashMap<>();
    data.put("members", List.of(Samples.member(), BEN));
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
