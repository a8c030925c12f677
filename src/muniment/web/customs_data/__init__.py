"""Pages of the customs data: buyers looked up, files loaded, former people watched for."""
