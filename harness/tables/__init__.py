"""The home of pandas: verdicts and estimates as tables to sort, group and plot."""
