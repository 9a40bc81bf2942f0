{{- define "ridgeway.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* What a workload and its policies select by: (dict "root" $ "role" "portal"). */}}
{{- define "ridgeway.selector" -}}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .role }}
{{- end -}}

{{/* (dict "root" $ "role" "portal") */}}
{{- define "ridgeway.labels" -}}
app.kubernetes.io/name: ridgeway
{{ include "ridgeway.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "ridgeway.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- define "ridgeway.jdbcUrl" -}}
{{- $parameters := list -}}
{{- $authorities := ternary (dict "sslrootcert" "/etc/ridgeway/postgresql/ca.crt") dict (ne "" .Values.postgresql.caExistingSecret) -}}
{{- range $name, $value := merge (deepCopy .Values.postgresql.parameters) $authorities -}}
{{- $parameters = append $parameters (printf "%s=%s" ($name | urlquery) ($value | urlquery)) -}}
{{- end -}}
jdbc:postgresql://{{ .Values.postgresql.host }}:{{ .Values.postgresql.port }}/{{ .Values.postgresql.database }}{{ with $parameters }}?{{ join "&" . }}{{ end }}
{{- end -}}

{{/* The volume of the authorities that PostgreSQL's certificate is checked by, if they are given. */}}
{{- define "ridgeway.postgresqlCa" -}}
{{- with .Values.postgresql.caExistingSecret -}}
- name: postgresql-ca
  secret:
    secretName: {{ . }}
    items: [{key: ca.crt, path: ca.crt}]
{{- end -}}
{{- end -}}

{{/* The port of keycloak.url. */}}
{{- define "ridgeway.keycloakPort" -}}
{{- $url := urlParse .Values.keycloak.url -}}
{{- regexFind "[0-9]+$" (regexFind ":[0-9]+$" $url.host) | default (ternary "443" "80" (eq $url.scheme "https")) -}}
{{- end -}}

{{/* What Pod Security's "restricted" asks of a pod and a container, and a file system that can't be written. */}}
{{- define "ridgeway.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "ridgeway.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{/* What kube-score is told to overlook, and why: (dict "root" $ "spec" .Values.roles.portal). Whoever wants the registry asked at each start
     sets image.pullPolicy to Always. */}}
{{- define "ridgeway.scoreExceptions" -}}
{{- $looksAway := list "container-image-pull-policy" -}}
{{- if not .root.Values.networkPolicy.enabled -}}
{{- $looksAway = append $looksAway "pod-networkpolicy" -}}
{{- end -}}
{{- if lt (int (dig "replicas" 2 (default dict .spec))) 2 -}}
{{- $looksAway = append $looksAway "deployment-replicas" -}}
{{- end -}}
kube-score/ignore: {{ join "," $looksAway }}
ridgeway.io/why-ignored: a tag of ours is never moved{{ if has "pod-networkpolicy" $looksAway }}; network policies are switched off by value{{ end }}{{ if has "deployment-replicas" $looksAway }}; one replica is asked for by value{{ end }}
{{- end -}}

{{- define "ridgeway.scheduling" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{/* An application property's line: (dict "name" … "value" …). */}}
{{- define "ridgeway.property" -}}
{{ .name }}={{ .value | toString | replace "\\" "\\\\" | replace "\n" "\\n" }}
{{- end -}}
