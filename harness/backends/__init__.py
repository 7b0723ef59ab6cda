"""What answers prompts: local models, servers, baselines, replay; one home for each heavy library."""
