{{- define "ridgeway.name" -}}
{{- printf "%s" .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "ridgeway.labels" -}}
app.kubernetes.io/name: ridgeway
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "ridgeway.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* The pod of one role: (dict "root" $ "role" "portal" "spec" .Values.roles.portal). */}}
{{- define "ridgeway.pod" -}}
{{- $root := .root -}}
automountServiceAccountToken: {{ eq .role "reconciler" }}
serviceAccountName: {{ include "ridgeway.name" $root }}-{{ .role }}
{{- with $root.Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: {type: RuntimeDefault}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        app.kubernetes.io/instance: {{ $root.Release.Name }}
        app.kubernetes.io/component: {{ .role }}
containers:
  - name: ridgeway
    image: {{ include "ridgeway.image" $root | quote }}
    imagePullPolicy: {{ $root.Values.image.pullPolicy }}
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities: {drop: [ALL]}
    ports:
      {{- if eq .role "gateway" }}
      - {name: gateway, containerPort: 8090}
      {{- end }}
      - {name: http, containerPort: 8080}
    envFrom:
      - configMapRef: {name: {{ include "ridgeway.name" $root }}}
    env:
      - {name: RIDGEWAY_ROLES, value: {{ .role | quote }}}
      {{- $pg := $root.Values.postgresql.existingSecret }}
      - {name: QUARKUS_DATASOURCE_USERNAME, valueFrom: {secretKeyRef: {name: {{ $pg }}, key: username}}}
      - {name: QUARKUS_DATASOURCE_PASSWORD, valueFrom: {secretKeyRef: {name: {{ $pg }}, key: password}}}
      - {name: QUARKUS_FLYWAY_USERNAME, valueFrom: {secretKeyRef: {name: {{ $pg }}, key: owner-username}}}
      - {name: QUARKUS_FLYWAY_PASSWORD, valueFrom: {secretKeyRef: {name: {{ $pg }}, key: owner-password}}}
      {{- $kc := $root.Values.keycloak.existingSecret }}
      - {name: QUARKUS_OIDC_CREDENTIALS_SECRET, valueFrom: {secretKeyRef: {name: {{ $kc }}, key: portal-secret}}}
      - {name: QUARKUS_OIDC_TOKEN_STATE_MANAGER_ENCRYPTION_SECRET, valueFrom: {secretKeyRef: {name: {{ $kc }}, key: session-secret}}}
      - {name: RIDGEWAY_KEYCLOAK_CLIENT_SECRET, valueFrom: {secretKeyRef: {name: {{ $kc }}, key: service-secret}}}
    startupProbe:
      httpGet: {path: /q/health/started, port: http}
      periodSeconds: 2
      failureThreshold: 90
    livenessProbe:
      httpGet: {path: /q/health/live, port: http}
      periodSeconds: 10
    readinessProbe:
      httpGet: {path: /q/health/ready, port: http}
      periodSeconds: 5
    resources: {{- toYaml .spec.resources | nindent 6 }}
    volumeMounts:
      - {name: tmp, mountPath: /tmp}
      - {name: kek, mountPath: /etc/ridgeway/keys, readOnly: true}
      - {name: journal, mountPath: /var/lib/ridgeway}
volumes:
  # JNI libraries unpack here, so it must be executable: an emptyDir is.
  - name: tmp
    emptyDir: {sizeLimit: 256Mi}
  - name: kek
    secret:
      secretName: {{ $root.Values.keys.existingSecret }}
      defaultMode: 0400
  {{- if ne .role "gateway" }}
  - name: journal
    emptyDir: {sizeLimit: 1Gi}
  {{- end }}
{{- end -}}
