package io.ridgeway.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.app.RidgewayConfig.Role;
import io.ridgeway.ops.api.OverviewResource;
import io.ridgeway.ops.page.OpsPage;
import io.ridgeway.pages.PreferencesPage;
import io.ridgeway.portal.api.NetworkResource;
import io.ridgeway.portal.page.HomePage;
import org.junit.jupiter.api.Test;

class RoleDoorsTest {
  @Test
  void tenantsDoorsAreThePortals() {
    assertThat(RoleDoors.servedBy(NetworkResource.class)).containsExactly(Role.PORTAL);
    assertThat(RoleDoors.servedBy(HomePage.class)).containsExactly(Role.PORTAL);
  }

  @Test
  void operatorsDoorsAreTheOperators() {
    assertThat(RoleDoors.servedBy(OverviewResource.class)).containsExactly(Role.OPS);
    assertThat(RoleDoors.servedBy(OpsPage.class)).containsExactly(Role.OPS);
    assertThat(RoleDoors.servedBy(DemoClockResource.class)).containsExactly(Role.OPS);
  }

  @Test
  void eitherServesWhatBothNeed() {
    assertThat(RoleDoors.servedBy(PreferencesPage.class)).containsExactly(Role.PORTAL, Role.OPS);
    assertThat(RoleDoors.servedBy(SignInResource.class)).containsExactly(Role.PORTAL, Role.OPS);
  }
}
