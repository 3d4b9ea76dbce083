"""How the analyser's weights are made. Needs torch and a path to a treebank; no part of the installed package."""
