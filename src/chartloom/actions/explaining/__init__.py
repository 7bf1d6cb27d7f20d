"""Why a manifest is as it is: its values, its templates, and the lines behind what fails."""
