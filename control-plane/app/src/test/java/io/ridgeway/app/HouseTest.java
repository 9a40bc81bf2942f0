package io.ridgeway.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/** The one-way rule of the house: arrows point towards the model. */
class HouseTest {
  private static final String MODEL = "io.ridgeway.model..";
  private static final String ENGINE = "io.ridgeway.engine..";
  private static final String BILLING = "io.ridgeway.billing..";
  private static final String PAGES = "io.ridgeway.pages..";
  private static final String KEYS = "io.ridgeway.keys..";
  // The package alone is the SPI; what is below it is an adapter or a pack.
  private static final String ADAPTER_SPI = "io.ridgeway.adapter";
  private static final String PACK_SPI = "io.ridgeway.framework";
  private static final String ADAPTERS = "io.ridgeway.adapter.*..";
  private static final String PACKS = "io.ridgeway.framework.*..";
  private static final String RENDERER = "io.ridgeway.framework.renderer..";
  private static final String PACK_TLS = "io.ridgeway.framework.tls..";
  private static final String PACK_NODES = "io.ridgeway.framework.nodes..";
  private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("io.ridgeway..");
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // Of other modules, packaged.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.ridgeway");

  @Test
  void everyRoomIsLookedAt() {
    assertThat(HOUSE)
        .extracting(JavaClass::getPackageName)
        .contains(
            "io.ridgeway.model",
            "io.ridgeway.engine.order",
            "io.ridgeway.billing",
            "io.ridgeway.keys",
            "io.ridgeway.gateway",
            "io.ridgeway.reconciler",
            "io.ridgeway.store.order",
            "io.ridgeway.portal.api",
            "io.ridgeway.ops.api",
            "io.ridgeway.adapter",
            "io.ridgeway.adapter.local",
            "io.ridgeway.adapter.kubernetes",
            "io.ridgeway.adapter.kubernetes.clouds",
            "io.ridgeway.framework",
            "io.ridgeway.framework.ethereum",
            "io.ridgeway.framework.fabric",
            "io.ridgeway.framework.fiscobcos",
            "io.ridgeway.framework.renderer",
            "io.ridgeway.app.wiring");
  }

  @Test
  void theModelSeesOnlyTheJdk() {
    classes()
        .that()
        .resideInAPackage(MODEL)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            MODEL, "java..", "javax.crypto..", "javax.security..", "org.jspecify.annotations..")
        .check(HOUSE);
  }

  @Test
  void bothSpisSeeTheModelAndTheJdk() {
    for (String spi : new String[] {ADAPTER_SPI, PACK_SPI}) {
      classes()
          .that()
          .resideInAPackage(spi)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(spi, MODEL, "java..", "org.jspecify.annotations..")
          .check(HOUSE);
    }
  }

  @Test
  void theEngineSeesTheModelAndBilling() {
    seesOfUs(ENGINE, MODEL, BILLING);
  }

  @Test
  void billingSeesTheModel() {
    seesOfUs(BILLING, MODEL);
  }

  @Test
  void custodySeesTheModel() {
    seesOfUs(KEYS, MODEL);
  }

  @Test
  void theDoorsSeeTheEngineOnly() {
    seesOfUs("io.ridgeway.portal..", ENGINE, BILLING, MODEL, PAGES);
    seesOfUs("io.ridgeway.ops..", ENGINE, BILLING, MODEL, PAGES);
    seesOfUs(PAGES, ENGINE, BILLING, MODEL);
  }

  @Test
  void nobodyWhoFacesATenantSeesAnAdapterOrTheRenderer() {
    noClasses()
        .that()
        .resideInAnyPackage(
            BILLING, ENGINE, "io.ridgeway.portal..", "io.ridgeway.ops..", "io.ridgeway.gateway..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ADAPTER_SPI, ADAPTERS, RENDERER)
        .check(HOUSE);
  }

  @Test
  void theReconcilerKnowsNoAdapterAndNoPackByName() {
    noClasses()
        .that()
        .resideInAPackage("io.ridgeway.reconciler..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ADAPTERS, PACKS)
        .check(HOUSE);
  }

  @Test
  void adaptersSeeNeitherEachOtherNorAPack() {
    slices().matching(ADAPTER_SPI + ".(*)..").should().notDependOnEachOther().check(HOUSE);
    seesOfUs(ADAPTERS, ADAPTER_SPI, ADAPTERS, MODEL);
  }

  @Test
  void packsSeeTheRendererAndNotEachOther() {
    slices()
        .matching(PACK_SPI + ".(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            resideInAPackage(PACKS), resideInAnyPackage(RENDERER, PACK_TLS, PACK_NODES))
        .check(HOUSE);
    seesOfUs(PACKS, PACK_SPI, PACKS, MODEL);
  }

  @Test
  void nothingDependsOnTheApplication() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.ridgeway.app..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.ridgeway.app..")
        .check(HOUSE);
  }

  @Test
  void timeComesFromAClock() {
    for (Class<?> time :
        new Class<?>[] {
          Instant.class,
          LocalDate.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class
        }) {
      noClasses().should().callMethod(time, "now").check(HOUSE);
    }
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(HOUSE);
    noClasses().should().callConstructor(java.util.Date.class).check(HOUSE);
  }

  @Test
  void theMachinesClockIsTakenWhereProgramsAndPluginsBegin() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.ridgeway.app..")
        .and()
        .haveSimpleNameNotEndingWith("AdapterProvider")
        .and()
        .haveSimpleNameNotEndingWith("Pack")
        .should()
        .callMethod(Clock.class, "systemUTC")
        .check(HOUSE);
  }

  /** Of this house, the room sees itself and those; of other houses, what its POM lets it. */
  private static void seesOfUs(String room, String... others) {
    classes()
        .that()
        .resideInAPackage(room)
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.not(OURS).or(resideInAPackage(room)).or(resideInAnyPackage(others)))
        .check(HOUSE);
  }
}
