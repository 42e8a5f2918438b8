namespace Cairn.Tests.Mlflow.Rest.Recorded;

/// <summary>Exchanges as MLflow has them, in the form of those that were recorded.</summary>
internal static class HandwrittenExchanges
{
    private const string Run = "0f0e0d0c0b0a09080706050403020100";

    public const string Json = $$$"""
        [
          {
            "name": "experiments-get-by-name", "method": "GET",
            "path": "/api/2.0/mlflow/experiments/get-by-name?experiment_name=a+b", "request_headers": {}, "request_body": null,
            "status": 200, "response_body":
              "{\"experiment\": {\"experiment_id\": \"7\", \"name\": \"a b\", \"artifact_location\": \"mlflow-artifacts:/7\", \"lifecycle_stage\": \"active\"} }"
          },
          {
            "name": "runs-search.no-experiments", "method": "POST", "path": "/api/2.0/mlflow/runs/search",
            "request_headers": {"Content-Type": "application/json"},
            "request_body":
              "{\"experiment_ids\": [\"1\"], \"filter\": \"\", \"run_view_type\": \"ACTIVE_ONLY\", \"max_results\": 1, \"order_by\": [\"start_time\"]}",
            "status": 200, "response_body": "{}"
          },
          {
            "name": "runs-create", "method": "POST", "path": "/api/2.0/mlflow/runs/create",
            "request_headers": {"Content-Type": "application/json"},
            "request_body":
              "{\"experiment_id\": \"7\", \"user_id\": \"u\", \"run_name\": \"n\", \"start_time\": 5, \"tags\": [{\"key\": \"mlflow.user\", \"value\": \"u\"}]}",
            "status": 200, "response_body":
              "{\"run\": {\"info\": {\"run_id\": \"{{{Run}}}\", \"experiment_id\": \"7\", \"run_name\": \"n\", \"status\": \"RUNNING\", \"start_time\": 5}, \"data\": {} } }"
          },
          {
            "name": "runs-get", "method": "GET", "path": "/api/2.0/mlflow/runs/get?run_id={{{Run}}}", "request_headers": {},
            "request_body": null, "status": 200, "response_body":
              "{\"run\": {\"info\": {\"run_id\": \"{{{Run}}}\", \"experiment_id\": \"7\", \"run_name\": \"n\", \"status\": \"FINISHED\", \"start_time\": 5, \"end_time\": 6}, \"data\": {\"metrics\": [{\"key\": \"m\", \"value\": \"NaN\", \"timestamp\": 5, \"step\": 2}] } } }"
          },
          {
            "name": "runs-get.error-unknown", "method": "GET", "path": "/api/2.0/mlflow/runs/get?run_id={{{Run}}}",
            "request_headers": {}, "request_body": null, "status": 404, "response_body":
              "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"There is none.\"}"
          },
          {
            "name": "error-foreign-host-header", "method": "GET", "path": "/api/2.0/mlflow/runs/get?run_id={{{Run}}}",
            "request_headers": {"Host": "elsewhere.example"}, "request_body": null, "status": 403,
            "response_headers": {"content-type": "text/plain"}, "response_body": "Invalid Host header - who is that?"
          },
          {
            "name": "runs-log-batch", "method": "POST", "path": "/api/2.0/mlflow/runs/log-batch",
            "request_headers": {"Content-Type": "application/json"},
            "request_body":
              "{\"run_id\": \"{{{Run}}}\", \"metrics\": [{\"key\": \"m\", \"value\": 0.5, \"timestamp\": 5, \"step\": 1}], \"params\": [{\"key\": \"p\", \"value\": \"1\"}]}",
            "status": 200, "response_body": "{}"
          },
          {
            "name": "metrics-get-history", "method": "GET",
            "path": "/api/2.0/mlflow/metrics/get-history?run_id={{{Run}}}&metric_key=m&max_results=9", "request_headers": {},
            "request_body": null, "status": 200, "response_body":
              "{\"metrics\": [{\"key\": \"m\", \"value\": -1.5, \"timestamp\": \"5\", \"step\": 1}]}"
          },
          {
            "name": "auth.ok", "method": "POST", "path": "/api/2.0/mlflow/experiments/search",
            "request_headers": {"Content-Type": "application/json"},
            "request_body": "{\"max_results\": 1, \"view_type\": \"ACTIVE_ONLY\"}",
            "status": 200, "response_body":
              "{\"experiments\": [{\"experiment_id\": \"0\", \"name\": \"Default\", \"artifact_location\": \"mlflow-artifacts:/0\"}]}"
          },
          {
            "name": "auth.error-no-credentials", "method": "POST", "path": "/api/2.0/mlflow/experiments/search",
            "request_headers": {"Content-Type": "application/json"},
            "request_body": "{\"max_results\": 1}",
            "status": 401, "response_headers": {"content-type": "text/html"}, "response_body": "Who are you?"
          }
        ]
        """;
}
